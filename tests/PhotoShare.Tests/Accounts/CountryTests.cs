using System.Buffers.Binary;
using System.Net;
using System.Text;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>From which country a session was used, where the operator has a file that tells; and from which network where not.</summary>
public sealed class CountryTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    string FilePath => Path.Combine(folder.Path, "countries.mmdb");

    [Theory]
    [InlineData("203.0.113.77", "DE")]
    [InlineData("::ffff:203.0.113.77", "DE")]
    [InlineData("198.51.100.7", "198.51.100.0/24")]
    [InlineData("2001:db8:1:2::3", "2001:db8:1::/48")]
    public async Task A_place_is_a_country_or_a_network(string address, string place)
    {
        await File.WriteAllBytesAsync(FilePath, Mmdb([203, 0, 113], "DE"));
        using var countries = new Countries(new Settings { Countries = FilePath });

        Assert.Equal(place, countries.PlaceOf(Origin.Of(IPAddress.Parse(address), null, "en")));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_keeps_nobody_out_and_the_doctor_says_so()
    {
        await File.WriteAllTextAsync(FilePath, "not a database");
        using var countries = new Countries(new Settings { Countries = FilePath });
        Assert.Equal("203.0.113.0/24", countries.PlaceOf(Origin.Of(IPAddress.Parse("203.0.113.77"), null, "en")));

        await using var ill = await Program.Build(new ServerOptions(folder.Path, Overrides: new Dictionary<string, string?> { ["PhotoShare:Countries"] = FilePath, ["Logging:LogLevel:Default"] = "None" }));
        Assert.False((await Doctor.Examine(ill.Services, default)).Single(finding => finding.Part == "countries").IsWell);
    }

    /// <summary>A file of the format (https://maxmind.github.io/MaxMind-DB/) that knows one IPv4 network: a tree of 24 nodes with records of 24 bits, and a map.</summary>
    static byte[] Mmdb(byte[] network, string code)
    {
        var bits = network.SelectMany(part => Enumerable.Range(0, 8).Select(i => (part >> (7 - i)) & 1)).ToList();
        using var file = new MemoryStream();
        for (var node = 0; node < bits.Count; node++)
        {
            // Beyond the tree: its size is "nothing", and 16 more is the first byte of the data.
            var next = node + 1 < bits.Count ? node + 1 : bits.Count + 16;
            foreach (var side in (int[])[0, 1]) Record(file, side == bits[node] ? next : bits.Count);
        }
        file.Write(new byte[16]);
        Map(file, 1);
        Text(file, "country_code");
        Text(file, code);
        file.Write([0xAB, 0xCD, 0xEF]);
        file.Write("MaxMind.com"u8);
        Map(file, 9);
        foreach (var (name, value, size) in (((string, ulong, int)[])[("binary_format_major_version", 2, 2), ("binary_format_minor_version", 0, 2), ("ip_version", 4, 2), ("record_size", 24, 2), ("node_count", (ulong)bits.Count, 4), ("build_epoch", 1, 8)]))
        {
            Text(file, name);
            Number(file, value, size);
        }
        Text(file, "database_type");
        Text(file, "Test-Country");
        Text(file, "languages");
        file.Write([0, 4]);
        Text(file, "description");
        Map(file, 0);
        return file.ToArray();
    }

    static void Record(Stream file, int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        file.Write(bytes.AsSpan(1));
    }

    static void Map(Stream file, int pairs) => file.WriteByte((byte)(0xE0 | pairs));

    static void Text(Stream file, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        // 29 says that the length follows, less 29.
        if (bytes.Length < 29) file.WriteByte((byte)(0x40 | bytes.Length));
        else file.Write([0x5D, (byte)(bytes.Length - 29)]);
        file.Write(bytes);
    }

    /// <summary>uint16 is type 5 and uint32 type 6; uint64 is type 9, an extended one.</summary>
    static void Number(Stream file, ulong value, int size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        if (size == 8) file.Write([8, 2]);
        else file.WriteByte((byte)((size == 2 ? 0xA0 : 0xC0) | size));
        file.Write(bytes.AsSpan(8 - size));
    }

    public void Dispose() => folder.Dispose();
}
