using System.Buffers.Binary;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>ZIPs that somebody made to do harm. Each is refused, or the one thing in it, for the right reason; nothing else happens.</summary>
[Collection(HouseCollection.Name)]
public sealed class HostileZipTests(House house)
{
    static byte[] Listing(params string[] uris) => Importer.Json(uris.Select((uri, i) => new { media = new[] { new { uri, creation_timestamp = 1_577_836_800 + i, title = $"Post {i}" } } }));

    const string List = "content/posts_1.json";

    static byte[] Honest => Importer.Zip((List, Listing("media/a.jpg")), ("media/a.jpg", Importer.Photo("gray.jpg")));

    public static TheoryData<string, string> Wholes => new()
    {
        { "no zip", "NOT_A_ZIP" },
        { "truncated", "NOT_A_ZIP" },
        { "neither", "UNKNOWN_FORMAT" },
        { "list beyond the end", "BROKEN_ZIP" },
        { "more counted than there are", "BROKEN_ZIP" },
        { "overlapping", "BROKEN_ZIP" },
        { "two disks", "BROKEN_ZIP" },
        { "zip64 that points nowhere", "BROKEN_ZIP" },
        { "too many entries", "TOO_MANY_ENTRIES" },
    };

    [Theory]
    [MemberData(nameof(Wholes))]
    public async Task A_zip_that_contradicts_itself_is_refused_whole(string what, string reason)
    {
        var person = await house.Somebody();

        var import = await person.Import(false, Whole(what));

        Assert.Equal(("FAILED", reason), (import["node.status"], import["node.failure"]));
        Assert.Empty(await person.PostsOf());
        Assert.Equal(0, await house.Database(db => db.Photos.CountAsync(p => p.OwnerId == person.Viewer.Id)));
    }

    [Fact]
    public async Task Of_a_zip_each_file_that_is_not_what_it_says_is_refused_for_itself()
    {
        string[] unsafeNames = ["../../escape.jpg", "/etc/a.jpg", "media\\b.jpg", "C:/c.jpg", "media/./d.jpg", "media//e.jpg"];
        string[] names = [.. unsafeNames, "media/crc.jpg", "media/size.jpg", "media/crypt.jpg", "media/lzma.jpg", "media/link.jpg", "media/twice.jpg", "media/bomb.jpg", "media/absent.jpg", "media/nested.jpg", "media/fine.jpg"];
        var photo = Importer.Photo("gray.jpg");
        var zip = Importer.Zip(
        [
            (List, Listing(names)),
            .. unsafeNames.Select(name => (name, photo)),
            .. names.Except(unsafeNames).Except(["media/absent.jpg", "media/bomb.jpg", "media/nested.jpg"]).Select(name => (name, photo)),
            ("media/twice.jpg", photo),
            ("media/bomb.jpg", new byte[40 * 1024 * 1024]),
            ("media/nested.jpg", Importer.Zip(("media/inner.jpg", photo))),
        ]);
        Change(zip, "media/crc.jpg", (entry, header) => entry[16] ^= 1);
        Change(zip, "media/size.jpg", (entry, header) => entry[24] ^= 1);
        Change(zip, "media/crypt.jpg", (entry, header) => entry[8] |= 1);
        Change(zip, "media/lzma.jpg", (entry, header) => entry[10] = 14);
        Change(zip, "media/link.jpg", (entry, header) => (entry[5], entry[41]) = (3, 0xA1));

        var person = await house.Somebody();
        var lines = (await person.Import(false, zip)).Lines();

        foreach (var name in unsafeNames) Assert.Contains($"PHOTO REFUSED UNSAFE_NAME {Path.GetFileName(name)}", lines);
        foreach (var (name, reason) in new[] { ("crc.jpg", "DAMAGED"), ("size.jpg", "DAMAGED"), ("crypt.jpg", "ENCRYPTED"), ("lzma.jpg", "UNKNOWN_PACKING"), ("link.jpg", "UNSAFE_NAME"), ("twice.jpg", "TWO_OF_THE_NAME"), ("bomb.jpg", "PHOTO_TOO_LARGE"), ("absent.jpg", "MISSING"), ("nested.jpg", "NOT_A_PHOTO") })
            Assert.Contains($"PHOTO REFUSED {reason} {name}", lines);
        Assert.Contains("PHOTO IMPORTED fine.jpg", lines);
        Assert.Single(await person.PostsOf());
        Assert.Equal(1, await house.Database(db => db.Photos.CountAsync(p => p.OwnerId == person.Viewer.Id)));
        Assert.False(File.Exists(Path.Combine(house.DataDirectory, "escape.jpg")));
    }

    [Fact]
    public async Task Lists_that_lie_or_burst_are_refused_and_the_others_are_taken()
    {
        var person = await house.Somebody();
        var row = "[" + string.Join(',', Enumerable.Repeat("[]", 2_000_000)) + "]";
        var import = await person.Import(false, Importer.Zip(
            ("content/posts_1.json", Importer.Text("[{\"media\":")),
            ("content/posts_2.json", Importer.Text("[null, 7, \"x\", {\"media\": 5}, {\"media\": [{\"uri\": \"\\ud800\", \"title\": \"nul \\u0000\"}]}]")),
            ("content/posts_3.json", new byte[80 * 1024 * 1024]),
            ("content/posts_4.json", Importer.Text($"[{row}]")),
            ("content/posts_5.json", Listing("media/a.jpg")),
            ("media/a.jpg", Importer.Photo("gray.jpg"))));

        Assert.Equal("DONE", import["node.status"]);
        var lines = import.Lines();
        Assert.Contains("FILE REFUSED UNREADABLE content/posts_1.json", lines);
        Assert.Contains("FILE REFUSED TOO_LARGE content/posts_3.json", lines);
        Assert.Contains(lines, line => line.StartsWith("FILE REFUSED", StringComparison.Ordinal) && line.EndsWith("content/posts_4.json", StringComparison.Ordinal));
        Assert.Single(await person.PostsOf());
    }

    static byte[] Whole(string what)
    {
        var zip = Honest;
        var end = zip.Length - 22;
        switch (what)
        {
            case "no zip": return Importer.Text("This is no ZIP.");
            case "truncated": return zip[..^30];
            case "neither": return Importer.Zip(("README.txt", Importer.Text("Hello")));
            case "list beyond the end": BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(end + 16), (uint)zip.Length); return zip;
            case "more counted than there are":
                BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(end + 8), 3);
                BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(end + 10), 3);
                return zip;
            case "overlapping":
                // The second file begins where the first one does: the same bytes twice, as in Fifield's bomb.
                Change(zip, "media/a.jpg", (entry, header) => BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(42), 0));
                return zip;
            case "two disks": zip[end + 4] = 1; return zip;
            case "zip64 that points nowhere":
                BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(end + 16), uint.MaxValue);
                return zip;
            case "too many entries":
                return Importer.Zip([.. Enumerable.Range(0, 1_001).Select(i => ($"{i}.txt", Array.Empty<byte>()))]);
            default: throw new ArgumentOutOfRangeException(nameof(what));
        }
    }

    /// <summary>Changes what the list says of a file.</summary>
    static void Change(byte[] zip, string name, Action<byte[], int> change)
    {
        var wanted = Encoding.UTF8.GetBytes(name);
        for (var at = 0; at < zip.Length - 46; at++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at)) != 0x02014b50 || !zip.AsSpan(at + 46, BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 28))).SequenceEqual(wanted)) continue;
            var entry = zip[at..(at + 46)];
            change(entry, at);
            entry.CopyTo(zip, at);
            return;
        }
        throw new ArgumentException($"There is no {name}.", nameof(name));
    }
}
