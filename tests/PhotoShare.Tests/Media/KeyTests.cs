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
    public void A_key_that_is_not_used_is_asked_for_again_after_its_lifetime_and_no_more_are_kept_than_the_bound()
    {
        var keys = new KeyCache(2, TimeSpan.FromMinutes(5), time);
        var (carol, key) = (Guid.CreateVersion7(), new byte[32]);
        keys.Set(Ann, key);
        keys.Set(Bob, key);
        Assert.True(keys.TryGet(Ann, out _));
        keys.Set(carol, key);
        Assert.Equal((true, false, true), (keys.TryGet(Ann, out _), keys.TryGet(Bob, out _), keys.TryGet(carol, out _)));

        time.Now += TimeSpan.FromMinutes(5);
        Assert.Equal((false, false), (keys.TryGet(Ann, out _), keys.TryGet(carol, out _)));
    }

    [Fact]
    public async Task What_is_derived_of_the_instances_secret_stays_the_same_after_a_restart_and_a_rotation()
    {
        var before = await InstanceSecret.OpenOrCreate(await Keys(), Ct);
        var many = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => (await InstanceSecret.OpenOrCreate(await Keys(), Ct)).Derive("blobs"))));
        Assert.All(many, one => Assert.Equal(before.Derive("blobs"), one));
        Assert.NotEqual(before.Derive("blobs"), before.Derive("emails"));

        var former = await (await Master()).Renew(Ct);
        Assert.True(await InstanceSecret.Rewrap(await Keys(), Ct));
        Assert.False(await InstanceSecret.Rewrap(await Keys(), Ct));
        File.Delete(former);
        Assert.Equal(before.Derive("blobs"), (await InstanceSecret.OpenOrCreate(await Keys(), Ct)).Derive("blobs"));
    }

    public void Dispose() => folder.Dispose();

    async Task<Envelope> NewEnvelope() => new(await Keys(), Blobs, time);

    async Task<WrappedKeys> Keys() => new(await Master(), Blobs);

    Task<LocalMasterKey> Master() => LocalMasterKey.OpenOrCreate(Path.Combine(folder.Path, "keys"), Ct);

    DiskBlobStore Blobs => new(Path.Combine(folder.Path, "blobs"));

    static Task<CryptographicException> Refused(Func<Task<byte[]>> open) => Assert.ThrowsAnyAsync<CryptographicException>(open);
}
