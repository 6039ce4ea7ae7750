using System.Security.Cryptography;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What every master key does.</summary>
public abstract class MasterKeyTests : IAsyncLifetime
{
    protected static readonly CancellationToken Ct = CancellationToken.None;
    protected static readonly byte[] Secret = "thirty-two bytes to keep hidden!"u8.ToArray();

    protected TemporaryFolder Folder { get; } = new();

    /// <summary>The same key, opened by another process.</summary>
    protected abstract Task<IMasterKey> Open();

    /// <summary>Another one.</summary>
    protected abstract Task<IMasterKey> Other();

    /// <summary>A new one takes its place; gives it as a process opens it that starts afterwards.</summary>
    protected abstract Task<IMasterKey> Renewed();

    [Fact]
    public async Task What_it_wraps_opens_in_its_own_context_alone_also_after_a_restart()
    {
        var master = await Open();
        var key = await master.GenerateDataKey("ann", Ct);
        var wrapped = await master.Wrap(Secret, "ann", Ct);
        var restarted = await Open();

        Assert.Equal(32, key.Plaintext.Length);
        Assert.Equal(key.Plaintext, await restarted.Unwrap(key.Wrapped, "ann", Ct));
        Assert.Equal(Secret, await restarted.Unwrap(wrapped, "ann", Ct));
        await Refused(() => master.Unwrap(key.Wrapped, "bob", Ct));
        Assert.NotEqual(key.Plaintext, (await master.GenerateDataKey("ann", Ct)).Plaintext);
    }

    [Fact]
    public async Task What_it_wraps_names_it()
    {
        var (master, other) = (await Open(), await Other());

        Assert.Equal(master.Id, WrappedKeys.MasterOf((await master.GenerateDataKey("ann", Ct)).Wrapped));
        Assert.Equal(master.Id, WrappedKeys.MasterOf(await master.Wrap(Secret, "ann", Ct)));
        Assert.NotEqual(master.Id, other.Id);
    }

    [Fact]
    public async Task What_was_changed_or_is_no_wrapped_key_is_refused()
    {
        var master = await Open();
        var wrapped = await master.Wrap(Secret, "ann", Ct);

        for (var i = wrapped.Length - 1; i > wrapped.Length - 60; i--)
        {
            var changed = wrapped.ToArray();
            changed[i] ^= 1;
            await Refused(() => master.Unwrap(changed, "ann", Ct));
        }
        await Refused(() => master.Unwrap(wrapped[..^1], "ann", Ct));
        await Refused(() => master.Unwrap([], "ann", Ct));
        await Refused(() => master.Unwrap(new byte[200], "ann", Ct));
    }

    [Fact]
    public async Task A_rotation_wraps_by_the_new_key_and_opens_what_the_former_wrapped_also_in_a_process_that_was_running()
    {
        var running = await Open();
        var before = await running.Wrap(Secret, "ann", Ct);
        var successor = await Renewed();
        var after = await successor.Wrap(Secret, "ann", Ct);

        Assert.NotEqual(WrappedKeys.MasterOf(before), WrappedKeys.MasterOf(after));
        Assert.Equal(successor.Id, WrappedKeys.MasterOf(after));
        foreach (var process in (IMasterKey[])[running, successor])
            foreach (var wrapped in (byte[][])[before, after])
                Assert.Equal(Secret, await process.Unwrap(wrapped, "ann", Ct));
    }

    protected static Task<CryptographicException> Refused(Func<Task<byte[]>> open) => Assert.ThrowsAnyAsync<CryptographicException>(open);

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }
}
