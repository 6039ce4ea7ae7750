using Xunit;

namespace PhotoShare.Tests;

/// <summary>In a house where each person has room for four small photos.</summary>
public sealed class StorageTests(StorageTests.SmallHouse house) : IClassFixture<StorageTests.SmallHouse>
{
    static readonly byte[] Photo = File.ReadAllBytes(Repository.Photo("gray.jpg"));

    public sealed class SmallHouse : House
    {
        // Room for the furniture of the house, too.
        internal static long Room => 4 * Photo.Length + 1_000_000;

        protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:Uploads:MaxBytesPerPerson"] = $"{Room}" };
    }

    const string Storage = "{ viewer { storage { bytesUsed bytesLimit photoCount } } }";

    static async Task<(long Used, int Photos)> UsedBy(Person person)
    {
        var storage = (await person.Graph(Storage)).ShouldSucceed();
        Assert.Equal(SmallHouse.Room, long.Parse(storage["viewer.storage.bytesLimit"]!, System.Globalization.CultureInfo.InvariantCulture));
        return (storage.Number("viewer.storage.bytesUsed"), storage.Number("viewer.storage.photoCount"));
    }

    [Fact]
    public async Task Storage_counts_what_is_there_and_what_is_announced_and_gives_back_what_is_deleted()
    {
        var person = await house.Somebody();
        Assert.Equal((0, 0), await UsedBy(person));
        await person.Upload("gray.jpg");
        await Ticket.For(person, Photo);
        Assert.Equal((2L * Photo.Length, 2), await UsedBy(person));

        var id = await house.Database(db => Task.FromResult(db.Photos.First(p => p.OwnerId == person.Viewer.Id).Id));
        await house.Use<Photos>(photos => photos.Delete(person.Viewer, id, default));
        Assert.Equal((Photo.Length, 1), await UsedBy(person));
    }

    [Fact]
    public async Task What_would_be_too_much_is_refused_when_it_is_announced_and_when_it_is_there()
    {
        var person = await house.Somebody();
        var large = await Announce(person, SmallHouse.Room - Photo.Length);
        large.ShouldSucceed();
        (await Announce(person, Photo.Length + 1)).ShouldBeRefused("STORAGE_FULL", "byteSize");
        (await person.UploadInOneRequest([.. Photo, 0], "gray.jpg")).ShouldBeRefused("STORAGE_FULL", "file");
        (await person.UploadInOneRequest(Photo, "gray.jpg")).ShouldSucceed();

        Assert.Equal((SmallHouse.Room, 2), await UsedBy(person));
        (await person.UploadInOneRequest(Photo, "gray.jpg")).ShouldBeRefused("STORAGE_FULL");
        (await Announce(person, 1)).ShouldBeRefused("STORAGE_FULL");
        Assert.Equal((SmallHouse.Room, 2), await UsedBy(person));
    }

    [Fact]
    public async Task Announcements_made_at_once_stay_within_the_room_together()
    {
        var person = await house.Somebody();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Announce(person, SmallHouse.Room / 3)));

        Assert.InRange((await UsedBy(person)).Used, 0, SmallHouse.Room);
    }

    static Task<GraphAnswer> Announce(Person person, long byteSize) => Ticket.Announce(person, new { fileName = "photo.jpg", contentType = "image/jpeg", byteSize });
}
