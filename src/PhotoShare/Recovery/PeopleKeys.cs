using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>
/// The keys of an instance as they lie apart from its backups: the wrapped secret, the wrapped key of each person who has an account, and who had one
/// and left. One file, written anew by each backup and serving them all, so that a key which is gone from the instance is gone from every backup with
/// the next one. Without the master key it is of no use.
/// </summary>
/// <remarks>A JSON object a line: the head, a line a person, and as the last the SHA-256 of all before it.</remarks>
/// <param name="Instance">Whose it is.</param>
/// <param name="Secret">The instance's secret, wrapped.</param>
/// <param name="People">The wrapped key of each person.</param>
/// <param name="Departed">Whose account was deleted, and when a backup first found that, UTC.</param>
public sealed record PeopleKeys(string Instance, byte[] Secret, IReadOnlyDictionary<Guid, byte[]> People, IReadOnlyDictionary<Guid, DateTime> Departed)
{
    internal const string Name = "keys.ndjson";
    const string FormatName = "photoshare-keys";
    const int CurrentVersion = 1;
    const string HashMark = "{\"sha256\":\"";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault };

    sealed record Head(string Format, int Version, string Instance, byte[] Secret);

    sealed record Line(Guid Person, byte[]? Key, DateTime? Departed);

    internal async Task Write(IBackupPlace place, CancellationToken ct)
    {
        using var content = new MemoryStream();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(new Head(FormatName, CurrentVersion, Instance, Secret));
        foreach (var (person, key) in People) Add(new Line(person, key, null));
        foreach (var (person, at) in Departed) Add(new Line(person, null, at));
        content.Write(Encoding.ASCII.GetBytes($"{HashMark}{Convert.ToHexStringLower(hash.GetCurrentHash())}\"}}\n"));
        content.Position = 0;
        await place.Put(Name, content, ct);

        void Add<T>(T line)
        {
            byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, Json), (byte)'\n'];
            hash.AppendData(bytes);
            content.Write(bytes);
        }
    }

    /// <summary><c>null</c> when there is none. Throws <see cref="RecoveryException"/> when it was damaged.</summary>
    public static async Task<PeopleKeys?> Read(IBackupPlace place, CancellationToken ct)
    {
        await using var content = await place.Open(Name, ct);
        if (content is null) return null;
        using var lines = new StreamReader(content, Encoding.UTF8);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            Head? head = null;
            var (people, departed) = (new Dictionary<Guid, byte[]>(), new Dictionary<Guid, DateTime>());
            while (await lines.ReadLineAsync(ct) is { } text)
            {
                if (text.StartsWith(HashMark, StringComparison.Ordinal))
                {
                    if (head is not { Format: FormatName, Version: CurrentVersion, Instance: not null, Secret: not null } || text[HashMark.Length..^2] != Convert.ToHexStringLower(hash.GetCurrentHash())) break;
                    return new PeopleKeys(head.Instance, head.Secret, people, departed);
                }
                hash.AppendData(Encoding.UTF8.GetBytes(text + '\n'));
                if (head is null) head = JsonSerializer.Deserialize<Head>(text, Json);
                else if (JsonSerializer.Deserialize<Line>(text, Json)! is { Key: { } key } line) people[line.Person] = key;
                else if (JsonSerializer.Deserialize<Line>(text, Json)! is { Departed: { } at } left) departed[left.Person] = at;
            }
        }
        catch (JsonException damaged)
        {
            throw Damaged(place, damaged);
        }
        throw Damaged(place);
    }

    static RecoveryException Damaged(IBackupPlace place, Exception? cause = null) =>
        new($"{Name} in {place.Spoken} was damaged, or is of a version that this one does not know. Put back the one of another copy.", cause);
}
