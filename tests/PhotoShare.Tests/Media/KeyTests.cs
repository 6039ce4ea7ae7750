using System.Security.Cryptography;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

public sealed class KeyTests : IDisposable
{
    static readonly CancellationToken Ct = CancellationToken.None;
    static readonly Guid Ann = Guid.CreateVersion7();
    static readonly Guid Bob = Guid.CreateVersion7();
    static readonly Guid Row = Guid.CreateVersion7();
    static readonly byte[] Secret = "ann@example.org"u8.ToArray();

    readonly TemporaryFolder folder = new();
    readonly SettableTime time = new();

    [Fact]
    public async Task A_sealed_field_opens_in_its_own_place_alone()
    {
        var envelope = await NewEnvelope();
        var field = await envelope.Seal(Ann, "users", "email", Row, Secret, Ct);
        await envelope.Seal(Bob, "users", "email", Row, Secret, Ct);

        Assert.Equal(Secret, await envelope.Open(Ann, "users", "email", Row, field, Ct));
        await Refused(() => envelope.Open(Ann, "users", "email", Guid.CreateVersion7(), field, Ct));
        await Refused(() => envelope.Open(Ann, "users", "phone", Row, field, Ct));
        await Refused(() => envelope.Open(Ann, "photos", "email", Row, field, Ct));
        await Refused(() => envelope.Open(Bob, "users", "email", Row, field, Ct));
    }

    [Fact]
    public async Task A_sealed_field_with_any_changed_byte_is_refused()
    {
        var envelope = await NewEnvelope();
        var field = await envelope.Seal(Ann, "users", "email", Row, Secret, Ct);

        for (var i = 0; i < field.Length; i++)
        {
            var changed = field.ToArray();
            changed[i] ^= 1;
            await Refused(() => envelope.Open(Ann, "users", "email", Row, changed, Ct));
        }
        await Refused(() => envelope.Open(Ann, "users", "email", Row, field.AsMemory(..^1), Ct));
        await Refused(() => envelope.Open(Ann, "users", "email", Row, default, Ct));
    }

    [Fact]
    public async Task A_key_made_by_many_at_once_is_one_key()
    {
        var envelopes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => NewEnvelope()));
        var fields = await Task.WhenAll(envelopes.Select(e => Task.Run(() => e.Seal(Ann, "users", "email", Row, Secret, Ct))));

        var later = await NewEnvelope();
        foreach (var field in fields)
            Assert.Equal(Secret, await later.Open(Ann, "users", "email", Row, field, Ct));
    }

    [Fact]
    public async Task Deleting_a_users_key_makes_the_fields_unreadable_here_at_once_and_elsewhere_soon()
    {
        var (here, elsewhere) = (await NewEnvelope(), await NewEnvelope());
        var field = await here.Seal(Ann, "users", "email", Row, Secret, Ct);
        await elsewhere.Open(Ann, "users", "email", Row, field, Ct);

        await here.Forget(Ann, Ct);
        await Assert.ThrowsAsync<KeyForgottenException>(() => here.Open(Ann, "users", "email", Row, field, Ct));
        time.Now += Envelope.KeyLifetime;
        await Assert.ThrowsAsync<KeyForgottenException>(() => elsewhere.Open(Ann, "users", "email", Row, field, Ct));
    }

    [Fact]
    public async Task A_wrapped_key_opens_for_its_own_context_and_master_key_alone()
    {
        var master = await LocalMasterKey.OpenOrCreate(Path.Combine(folder.Path, "keys"), Ct);
        var other = await LocalMasterKey.OpenOrCreate(Path.Combine(folder.Path, "other"), Ct);
        var key = await master.GenerateDataKey("ann", Ct);

        Assert.Equal(key.Plaintext, await master.Unwrap(key.Wrapped, "ann", Ct));
        await Refused(() => master.Unwrap(key.Wrapped, "bob", Ct));
        var refusal = await Refused(() => other.Unwrap(key.Wrapped, "ann", Ct));
        Assert.Contains(master.Id, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_derived_key_is_the_same_for_the_same_label_after_a_restart()
    {
        var first = await LocalMasterKey.OpenOrCreate(folder.Path, Ct);
        var second = await LocalMasterKey.OpenOrCreate(folder.Path, Ct);

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(await first.Derive("blobs", Ct), await second.Derive("blobs", Ct));
        Assert.NotEqual(await first.Derive("blobs", Ct), await first.Derive("emails", Ct));
    }

    [Fact]
    public async Task A_master_key_made_by_many_at_once_is_one_key()
    {
        var path = Path.Combine(folder.Path, "keys");
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => (await LocalMasterKey.OpenOrCreate(path, Ct)).Id)));

        Assert.Single(ids.Distinct());
        Assert.Single(Directory.EnumerateFiles(path));
    }

    [Fact]
    public async Task A_master_key_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = Path.Combine(folder.Path, "keys");
        await LocalMasterKey.OpenOrCreate(path, Ct);
        var file = Path.Combine(path, "master.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var refusal = await Assert.ThrowsAsync<MasterKeyException>(() => LocalMasterKey.OpenOrCreate(path, Ct));
        Assert.Contains("chmod 600", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_master_key_is_refused_and_left_as_it_is()
    {
        await LocalMasterKey.OpenOrCreate(folder.Path, Ct);
        var file = Path.Combine(folder.Path, "master.key");
        await File.WriteAllBytesAsync(file, new byte[31], Ct);

        await Assert.ThrowsAsync<MasterKeyException>(() => LocalMasterKey.OpenOrCreate(folder.Path, Ct));
        Assert.Equal(31, new FileInfo(file).Length);
    }

    public void Dispose() => folder.Dispose();

    async Task<Envelope> NewEnvelope() =>
        new(await LocalMasterKey.OpenOrCreate(Path.Combine(folder.Path, "keys"), Ct), new DiskBlobStore(Path.Combine(folder.Path, "blobs")), time);

    static Task<CryptographicException> Refused(Func<Task<byte[]>> open) => Assert.ThrowsAnyAsync<CryptographicException>(open);
}
