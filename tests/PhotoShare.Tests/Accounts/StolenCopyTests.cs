using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What somebody finds who has a copy of the database and of the blobs, but not the master key.</summary>
[Collection(HouseCollection.Name)]
public sealed class StolenCopyTests(House house)
{
    // What the camera wrote into camera.jpg: its and the lens's serial number, and texts.
    static readonly string[] Written = ["TEST-BODY-0012345", "TEST-LENS-0067890", "Test comment: private note", "Test Artist", "Test Owner", "Test City", "Test caption in IPTC", "ILCE-6000"];

    [Fact]
    public async Task Nothing_that_is_personal_is_in_it()
    {
        var name = $"p{Guid.NewGuid():n}"[..20];
        var (address, phone, secret) = ($"planted.{name}@example.org", "+49 30 5550 77 123", "");
        using var person = await house.SignUp(name, address);
        await house.Use<UserManager<User>>(async users =>
        {
            var user = (await users.FindByIdAsync(person.Viewer.Required.ToString()))!;
            await users.SetPhoneNumberAsync(user, phone);
            await users.ResetAuthenticatorKeyAsync(user);
            secret = (await users.GetAuthenticatorKeyAsync(user))!;
        });
        var photo = await person.AddPhoto("camera.jpg");
        var place = (await person.Graph("query ($id: ID!) { photo(id: $id) { location { latitude longitude } } }", new { id = Belongings.PhotoId(photo) })).ShouldSucceed();
        // A copy of their data is under way too.
        (await person.Graph("mutation { requestExport(input: {}) { clientMutationId } }")).ShouldSucceed();
        string[] planted = [address, address.ToUpperInvariant(), phone, secret, place["photo.location.latitude"]!, place["photo.location.longitude"]!, .. Written];

        foreach (var (what, bytes) in await Dump(person, photo))
        {
            Assert.NotEmpty(bytes);
            foreach (var text in planted)
                foreach (var form in (byte[][])[Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)))])
                    Assert.True(bytes.AsSpan().IndexOf(form) < 0, $"{what} holds {text}.");
        }
    }

    [Fact]
    public async Task After_an_account_is_deleted_an_older_copy_of_its_row_tells_no_more_than_the_new_one()
    {
        var person = await house.Somebody();
        var photo = await person.AddPhoto("camera.jpg");
        var (row, picture) = (await house.Database(db => db.Users.AsNoTracking().SingleAsync(u => u.Id == person.Viewer.Required)), await person.Processed(photo));
        await house.Use<AccountDeletion>(deletion => deletion.Ask(person.Viewer, Person.Password, "en", default));

        // The backup of yesterday is put back.
        await house.Database(async db =>
        {
            db.Add(row);
            return await db.SaveChangesAsync();
        });
        await house.Use<UserManager<User>>(async users =>
        {
            var restored = (await users.FindByIdAsync(person.Viewer.Required.ToString()))!;
            Assert.NotNull(restored.SealedEmail);
            await Assert.ThrowsAsync<KeyForgottenException>(() => users.GetEmailAsync(restored));
            await Assert.ThrowsAsync<KeyForgottenException>(() => house.Use<Photos, CameraMetadata?>(photos => photos.MetadataOf(person.Viewer, picture, default)));
        });
        await house.Database(db => db.Users.Where(u => u.Id == person.Viewer.Required).ExecuteDeleteAsync());
    }

    /// <summary>
    /// The whole data folder, and where database and blobs are elsewhere a dump of the one and the person's blobs. Of those in a bucket not the
    /// originals: there the bucket's own key seals them, and whoever may ask it for a blob gets it opened.
    /// </summary>
    async Task<IReadOnlyList<(string What, byte[] Bytes)>> Dump(Person person, Guid photo)
    {
        var dump = new List<(string, byte[])>();
        foreach (var file in Directory.EnumerateFiles(house.DataDirectory, "*", SearchOption.AllDirectories))
            if (await Content(file) is { Length: > 0 } bytes) dump.Add((file, bytes));
        if (house.ConnectionString is { } database)
        {
            var parts = database.Split(';').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
            var dumped = await Commands.Run("pg_dump", ["-h", parts["Host"], "-U", parts["Username"], "--inserts", parts["Database"]]);
            Assert.True(dumped.ExitCode == 0, dumped.Error);
            dump.Add(("the database", Encoding.UTF8.GetBytes(dumped.Output)));
        }
        var renditions = (await person.Processed(photo)).Renditions.Select(rendition => rendition.Key);
        foreach (var key in (IEnumerable<string>)[.. renditions, BlobKeys.UserKey(person.Viewer.Required), BlobKeys.InstanceSecret])
            dump.Add((key, await house.Use<IBlobStore, byte[]>(async blobs =>
            {
                await using var blob = (await blobs.Open(key, default))!;
                using var bytes = new MemoryStream();
                await blob.CopyToAsync(bytes);
                return bytes.ToArray();
            })));
        return dump;
    }

    /// <summary>The server goes on meanwhile, and its temporary files come and go.</summary>
    static async Task<byte[]?> Content(string path)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes);
            return bytes.ToArray();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
