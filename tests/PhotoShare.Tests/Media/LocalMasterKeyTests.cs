using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

public sealed class LocalMasterKeyTests : MasterKeyTests
{
    string Keys => Path.Combine(Folder.Path, "keys");
    string File => Path.Combine(Keys, "master.key");

    protected override async Task<IMasterKey> Open() => await LocalMasterKey.OpenOrCreate(Keys, Ct);

    protected override async Task<IMasterKey> Other() => await LocalMasterKey.OpenOrCreate(Path.Combine(Folder.Path, "other"), Ct);

    protected override async Task<IMasterKey> Renewed()
    {
        await (await LocalMasterKey.OpenOrCreate(Keys, Ct)).Renew(Ct);
        return await Open();
    }

    [Fact]
    public async Task Another_machines_key_does_not_open_it_and_the_refusal_names_both()
    {
        var (master, other) = (await Open(), await Other());
        var refusal = await Refused(async () => await other.Unwrap(await master.Wrap(Secret, "ann", Ct), "ann", Ct));

        Assert.Contains(master.Id, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(other.Id, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_process_wraps_by_the_new_key_at_once()
    {
        var running = await Open();
        var successor = await Renewed();

        Assert.Equal(successor.Id, WrappedKeys.MasterOf((await running.GenerateDataKey("ann", Ct)).Wrapped));
    }

    [Fact]
    public async Task Renewed_by_many_at_once_no_key_is_lost()
    {
        var master = await LocalMasterKey.OpenOrCreate(Keys, Ct);
        var wrapped = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            try
            {
                await master.Renew(Ct);
            }
            catch (MasterKeyException busy)
            {
                Assert.Contains("Another process", busy.Message, StringComparison.Ordinal);
            }
            return await master.Wrap(Secret, "ann", Ct);
        })));

        var later = await Open();
        foreach (var one in wrapped) Assert.Equal(Secret, await later.Unwrap(one, "ann", Ct));
    }

    [Fact]
    public async Task Made_by_many_at_once_it_is_one_key()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => (await LocalMasterKey.OpenOrCreate(Keys, Ct)).Id)));

        Assert.Single(ids.Distinct());
        Assert.Single(Directory.EnumerateFiles(Keys));
    }

    [Fact]
    public async Task A_key_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        await Open();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(Keys));

        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", (await Assert.ThrowsAsync<MasterKeyException>(Open)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_key_is_refused_and_left_as_it_is()
    {
        await Open();
        await System.IO.File.WriteAllBytesAsync(File, new byte[31], Ct);

        await Assert.ThrowsAsync<MasterKeyException>(Open);
        Assert.Equal(31, new FileInfo(File).Length);
    }
}
