using PhotoShare.Media;
using Spectre.Console;

namespace PhotoShare.Web;

/// <summary>Reads alone; may run beside a server.</summary>
sealed class KeysStatusCommand : InstanceCommand<InstanceOptions>
{
    protected override async Task Execute(IServiceProvider services, InstanceOptions options, CancellationToken ct)
    {
        var (rotation, keys) = (services.GetRequiredService<KeyRotation>(), services.GetRequiredService<WrappedKeys>());
        var counts = await KeysProgress.Show(rotation, "Looking", step => rotation.Status(step, ct), ct);
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.None : TableBorder.Rounded).AddColumns("Master key", "Keys of people", "");
        foreach (var (id, count) in counts.Where(c => c.Key.Length > 0).OrderBy(c => c.Key, StringComparer.Ordinal))
            table.AddRow(id, $"{count}", id == keys.Master ? "the present one" : "a former one: photoshare keys rotate");
        if (!counts.ContainsKey(keys.Master)) table.AddRow(keys.Master, "0", "the present one");
        Terminal.Output.Write(table);
        var secret = await keys.MasterOf(BlobKeys.InstanceSecret, ct);
        Console.WriteLine($"The instance's secret is wrapped by {(secret == keys.Master ? "the present one" : $"{secret}, a former one")}.");
        if (counts.TryGetValue("", out var without)) Console.WriteLine($"{without} people have no key; if they ever had one, what was sealed under it can't be read.");
    }
}

static class KeysProgress
{
    internal static Task<T> Show<T>(KeyRotation rotation, string what, Func<Action, Task<T>> work, CancellationToken ct) =>
        Terminal.Error.Progress().StartAsync(async progress =>
        {
            var task = progress.AddTask(what, maxValue: Math.Max(1, await rotation.People(ct)));
            var result = await work(() => task.Increment(1));
            task.Value = task.MaxValue;
            return result;
        });
}
