using Microsoft.AspNetCore.Builder;

namespace PhotoShare.Tests;

/// <summary>A house whose server is a process of its own, so that it can be lost like a machine; the house itself only looks into the database and calls use cases.</summary>
public sealed class BusyHouse : House
{
    public Node Server { get; private set; } = null!;

    protected override Dictionary<string, string?> Settings => new(base.Settings)
    {
        ["PhotoShare:Processing:Workers"] = "1",
        // A machine that is busy with other tests may take longer over a request than one may.
        ["PhotoShare:Graph:Execution"] = "00:01:00",
    };

    protected override async Task<Uri> Serve(WebApplication server)
    {
        Server = new Node(new Dictionary<string, string?>(Environment) { ["PhotoShare__DataDirectory"] = DataDirectory });
        await Server.Start();
        return Server.Address;
    }

    /// <summary>A server of the same settings that stands somewhere else.</summary>
    internal Node Elsewhere(Site site)
    {
        var environment = new Dictionary<string, string?>(Environment) { ["PhotoShare__DataDirectory"] = site.DataDirectory, ["PhotoShare__Database"] = site.Database };
        foreach (var (name, value) in site.Store) environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new Node(environment);
    }

    /// <summary>Power, disk, database and bucket are gone.</summary>
    public async Task Lose()
    {
        await Server.Kill();
        foreach (var entry in new DirectoryInfo(DataDirectory).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo folder) folder.Delete(recursive: true);
            else entry.Delete();
        }
        if (ConnectionString is { } database) await Site.Drop(database);
        if (Store.TryGetValue("PhotoShare:Store:Bucket", out var bucket)) await Site.Empty(bucket!);
    }

    public override async Task DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        await base.DisposeAsync();
    }
}
