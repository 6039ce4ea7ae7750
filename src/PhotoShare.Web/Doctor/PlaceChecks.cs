namespace PhotoShare.Web;

/// <summary>Where the instance is: on this machine, and for people.</summary>
static class PlaceChecks
{
    /// <summary>Bytes below which the next photo may be the last.</summary>
    const long LittleRoom = 200L * 1024 * 1024;

    public static Task<string> DataFolder(IServiceProvider services, CancellationToken ct)
    {
        var folder = services.GetRequiredService<Settings>().DataDirectory;
        Web.DataFolder.Prepare(folder);
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return free < LittleRoom
            ? throw new OperatorException($"{folder} has only {free / (1024 * 1024)} MB left. Make room, or choose another folder with --data <folder>.")
            : Task.FromResult($"{folder}, {free / (1024 * 1024):N0} MB free");
    }

    public static Task<string> Countries(IServiceProvider services, CancellationToken ct)
    {
        using var file = PhotoShare.Countries.Open(services.GetRequiredService<Settings>());
        return Task.FromResult(file is null ? "none are known: people read networks" : $"{file.Metadata.DatabaseType} of {file.Metadata.BuildDate:yyyy-MM-dd}");
    }

    public static async Task<string> PublicAddress(IServiceProvider services, CancellationToken ct)
    {
        if (services.GetRequiredService<Settings>().PublicUrl is not { } url) return "not set: links begin with the address that a request came to";
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")) throw new OperatorException($"PhotoShare:PublicUrl is {url}; it is to begin with https:// or http://.");
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var answer = await http.GetAsync(new Uri(url, "/health/live"), ct);
        return answer.IsSuccessStatusCode
            ? $"{url} answers"
            : throw new OperatorException($"{url} answers with {(int)answer.StatusCode}. Let PhotoShare:PublicUrl, or what stands before the server, lead to the server.");
    }
}
