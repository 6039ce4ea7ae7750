using System.Diagnostics;
using Xunit;
using Xunit.Abstractions;

namespace PhotoShare.Tests;

/// <summary>
/// The drill: people post, comment and upload while the instance is backed up, twice; then the machine is lost with its disk, its database and its
/// bucket, and the instance comes back somewhere else. On SQLite and files into folders, on PostgreSQL and S3 into buckets.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class DrillTests(BusyHouse house, ITestOutputHelper output) : IClassFixture<BusyHouse>, IDisposable
{
    readonly TemporaryFolder backups = new(), keys = new();

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_is_there_after_the_machine_was_lost()
    {
        var clock = Stopwatch.StartNew();
        var (target, keyTarget) = await Targets();
        string[] places = [target, "--keys", keyTarget];
        var masterKey = house.KmsKey is null ? await File.ReadAllBytesAsync(Path.Combine(house.DataDirectory, "master.key")) : null;
        using var browser = await SessionTests.Browser(house.Carol, "a browser");
        using var end = new CancellationTokenSource();
        Contributor[] contributors = [new(house.Ann), new(house.Bob), new(house.Carol)];
        var work = contributors.Select(contributor => Task.Run(() => contributor.Contribute(end.Token))).ToList();
        await Contributed(contributors, 2);

        var first = await Succeed(Site.OperatorOf(house).Run(["backup", .. places]));
        foreach (var contributor in contributors) contributor.FindMorePhotos();
        await Contributed(contributors, 2);
        var before = contributors.ToDictionary(contributor => contributor, contributor => contributor.Acknowledged);
        var second = await Succeed(Site.OperatorOf(house).Run(["backup", .. places]));
        await house.Lose();
        await end.CancelAsync();
        await Task.WhenAll(work);
        output.WriteLine($"{clock.Elapsed.TotalSeconds:0} s until the machine was lost\n{first.Output}\n{second.Output}");

        // What the first one copied the second one does not.
        Assert.Equal(Counts(first.Output).Copied, Counts(second.Output).There);
        Assert.True(Counts(first.Output).There == 0 && Counts(second.Output).Copied > 0, second.Output);

        await using var site = await Site.For(house, masterKey);
        var verified = await Succeed(site.Operator(house.KmsKey).Run("backup", "verify", target));
        Assert.Contains("2 backups", verified.Output, StringComparison.Ordinal);
        var restored = await Succeed(site.Operator(house.KmsKey).Run(["restore", .. places]));
        output.WriteLine($"{restored.Output}\n{clock.Elapsed.TotalSeconds:0} s until it was put back");
        Assert.DoesNotContain("FAIL", restored.Output, StringComparison.Ordinal);
        Assert.Contains("the audit log holds", restored.Output, StringComparison.Ordinal);

        await using var server = house.Elsewhere(site);
        await server.Start();
        var checkedOriginals = 0;
        foreach (var (contributor, contributions) in before)
        {
            using var there = contributor.Person.At(server.Address);
            Assert.True(contributions.Count >= 4, $"{contributions.Count} contributions are not enough to show anything.");
            foreach (var contribution in contributions) await contribution.ShouldBeAt(there);
            checkedOriginals += contributions.Count;
        }
        await ShouldWork(server, browser);
        output.WriteLine($"{checkedOriginals} comments were there, {before.Values.Sum(all => all.Count(one => one.Picture is not null))} of them with a post and an original; {clock.Elapsed.TotalSeconds:0} s in all");
    }

    /// <summary>Who was signed in still is, an address is found by its blind index, and people go on.</summary>
    async Task ShouldWork(Node server, Person browser)
    {
        using var ann = house.Ann.At(server.Address);
        await (await new Contributor(ann).Once("Back again")).ShouldBeAt(ann);

        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("Cookie", browser.Http.DefaultRequestHeaders.GetValues("Cookie"));
        using var viewer = new StringContent("""{"query":"{ viewer { user { username } } }"}""", System.Text.Encoding.UTF8, "application/json");
        using var stillIn = await http.PostAsync(new Uri("/graphql", UriKind.Relative), viewer);
        Assert.Contains("carol", await stillIn.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var byAddress = await http.SendAsync(SessionTests.SignInOf("bob@example.org"));
        Assert.Contains(byAddress.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("photoshare=", StringComparison.Ordinal));
    }

    static async Task Contributed(Contributor[] contributors, int each)
    {
        var before = contributors.Select(contributor => contributor.Acknowledged.Count).ToArray();
        await Eventually.Becomes(() => Task.FromResult(contributors.Zip(before).Min(pair => pair.First.Acknowledged.Count - pair.Second)), least => least >= each, "people contribute", TimeSpan.FromMinutes(2));
    }

    /// <summary>Two places of the kind that the instance has.</summary>
    async Task<(string Backups, string Keys)> Targets()
    {
        if (!TestDatabase.IsPostgres) return (backups.Path, keys.Path);
        var server = await RadosGateway.Running;
        return ($"s3://{await server.CreateBuckets(isOne: true)}/photoshare/nightly", $"s3://{await server.CreateBuckets(isOne: true)}");
    }

    static (long Copied, long There) Counts(string output)
    {
        var line = output.Split('\n').Single(line => line.Contains(" copied (", StringComparison.Ordinal));
        var words = line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return (long.Parse(words[Array.IndexOf(words, "copied") - 1], System.Globalization.CultureInfo.InvariantCulture), long.Parse(words[Array.IndexOf(words, "were") - 1], System.Globalization.CultureInfo.InvariantCulture));
    }

    static async Task<CommandResult> Succeed(Task<CommandResult> running)
    {
        var result = await running;
        return result.ExitCode == 0 ? result : throw new Xunit.Sdk.XunitException($"{result}");
    }

    public void Dispose()
    {
        backups.Dispose();
        keys.Dispose();
    }
}
