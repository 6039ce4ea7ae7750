using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>
/// Pages read beside PostGraphile and mercurius on the same tables, and beside a statement written by hand: all show the same rows, which is
/// checked first, and take turns. PostgreSQL, the server and the load share this machine's processors.
/// </summary>
static class Reading
{
    const int Rounds = 3;
    /// <summary>For each page before the first is measured, until code that runs often is compiled as such.</summary>
    static readonly TimeSpan FirstWarmUp = TimeSpan.FromSeconds(6);
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    public static async Task<int> Run(WorldSize size)
    {
        await using var world = await World.Open(size);
        var (ours, readers) = await Subjects.PhotoShare(world);
        await using var first = ours;
        await using var postGraphile = await Subjects.PostGraphile(world);
        await using var mercurius = await Subjects.Mercurius(world);
        await using var limit = await Subjects.Limit(world);
        Subject[] subjects = [ours, postGraphile, mercurius, limit];
        var table = new Table().AddColumns("page", "ours a second", "p99 ms", "PostGraphile", "p99 ms", "mercurius", "p99 ms", "limit", "p99 ms", "to PostGraphile", "to mercurius", "to the limit", "");
        var pages = await Pages(world, readers[0]);
        foreach (var page in pages) await Same(page, readers[0], subjects);
        await Warm(pages.SelectMany(page => subjects.Select(subject => subject.Request(page, readers[0]))));
        foreach (var page in pages)
        {
            var seen = await Measure([.. subjects.Select(subject => (subject.Name, subject.Request(page, readers[0])))]);
            // Seen while it goes on; the table comes when all is done.
            Console.Error.WriteLine($"{page.Name}: {string.Join(", ", seen.Select(one => $"{one.Name} {one.PerSecond:0} (p99 {one.P99:0} ms)"))}");
            var rates = seen.ConvertAll(one => one.PerSecond);
            table.AddRow([page.Name, .. seen.SelectMany(one => (string[])[$"{one.PerSecond:0}", $"{one.P99:0}"]), .. rates[1..].Select(rate => $"{rates[0] / rate:0.00}"), seen.Any(one => one.IsDoubtful) ? "doubtful: rounds differ" : ""]);
        }
        AnsiConsole.Write(table);
        await Depth(world, ours, readers);
        Console.WriteLine($"{size}; {Environment.ProcessorCount} cores, which server, PostgreSQL and wrk share; {Wrk.Connections} connections; medians of {Rounds} rounds of {Round.TotalSeconds:0} s in turn.");
        return 0;
    }

    /// <returns>Of each page the requests a second as a share of the limit's.</returns>
    public static async Task<IReadOnlyList<(string Page, double Ratio)>> BesideLimit(WorldSize size, int rounds, TimeSpan round)
    {
        await using var world = await World.Open(size);
        var (ours, readers) = await Subjects.PhotoShare(world);
        await using var first = ours;
        await using var limit = await Subjects.Limit(world);
        var ratios = new List<(string, double)>();
        var pages = await Pages(world, readers[0]);
        // The first would stand for what all have in common, while it is being compiled.
        await Warm([ours.Request(pages[0], readers[0])]);
        foreach (var page in pages)
        {
            await Same(page, readers[0], [ours, limit]);
            var seen = await Measure([(ours.Name, ours.Request(page, readers[0])), (limit.Name, limit.Request(page, readers[0]))], rounds, round);
            ratios.Add((page.Name, seen[0].PerSecond / seen[1].PerSecond));
        }
        return ratios;
    }

    /// <summary>The same page of two worlds, of which one has ten times the posts.</summary>
    public static async Task<int> Grow()
    {
        await using var small = await World.Open(WorldSize.Full());
        await using var large = await World.Open(WorldSize.Full(10_000_000));
        var (ours, readers) = await Subjects.PhotoShare(small);
        await using var first = ours;
        var (grown, readersOfLarge) = await Subjects.PhotoShare(large);
        await using var second = grown;
        var table = new Table().AddColumns("page", "1 million posts, a second", "10 million", "times as long");
        var pages = (await Pages(small, readers[0])).Zip(await Pages(large, readersOfLarge[0])).ToList();
        await Warm(pages.SelectMany(page => (LoadRequest[])[ours.Request(page.First, readers[0]), grown.Request(page.Second, readersOfLarge[0])]));
        foreach (var (page, larger) in pages)
        {
            var seen = await Measure([("small", ours.Request(page, readers[0])), ("large", grown.Request(larger, readersOfLarge[0]))]);
            table.AddRow(page.Name, $"{seen[0].PerSecond:0}", $"{seen[1].PerSecond:0}", $"{seen[0].PerSecond / seen[1].PerSecond:0.00}");
        }
        AnsiConsole.Write(table);
        return 0;
    }

    static async Task<IReadOnlyList<Page>> Pages(World world, Reader reader)
    {
        var post = await world.Ask<Guid>("SELECT v.id FROM peer.feed($1, $2, 200) AS v ORDER BY v.comment_position >= 70 DESC, abs(v.comment_position - 70) LIMIT 1", reader.Id, Newest);
        var author = await world.Ask<string>("SELECT user_name FROM users JOIN posts ON posts.author_id = users.id WHERE posts.id = $1", post);
        return [Page.Feed(Newest, null), Page.Post(post), Page.Profile(author), Page.Explore(), Page.Search("quiet harbour tag7"), Page.Notifications()];
    }

    /// <summary>Before which all posts are.</summary>
    public static Guid Newest { get; } = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /// <summary>What else may cost: a late page, very many followees, and followees who hardly ever post.</summary>
    static async Task Depth(World world, Subject ours, IReadOnlyList<Reader> readers)
    {
        var table = new Table().AddColumns("feed", "a second", "p99 ms", "times as long as the ordinary first page", "");
        var first = Page.Feed(Newest, null);
        var late = Page.Feed(default, await EndOf(ours, readers[0], pages: 199));
        var seen = await Measure(
        [
            ("ordinary", ours.Request(first, readers[0])), ("page 200", ours.Request(late, readers[0])),
            ("5,000 followees", ours.Request(first, readers[1])), ("followees who post once a year", ours.Request(first, readers[2])),
        ]);
        foreach (var one in seen) table.AddRow(one.Name, $"{one.PerSecond:0}", $"{one.P99:0}", $"{seen[0].PerSecond / one.PerSecond:0.00}", one.IsDoubtful ? "doubtful: rounds differ" : "");
        AnsiConsole.Write(table);
    }

    /// <returns>The cursor behind so many pages of 20.</returns>
    static async Task<string> EndOf(Subject ours, Reader reader, int pages)
    {
        string? after = null;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", reader.Token);
        for (var left = pages * 20; left > 0; left -= 100)
        {
            var address = ours.Request(Page.Explore(), reader).Address;
            using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(http, address, new { query = "query ($first: Int!, $after: String) { feed(first: $first, after: $after) { pageInfo { endCursor } } }", variables = new { first = Math.Min(left, 100), after } });
            using var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
            after = json.RootElement.GetProperty("data").GetProperty("feed").GetProperty("pageInfo").GetProperty("endCursor").GetString() ?? throw new InvalidOperationException("The feed ends before that page.");
        }
        return after!;
    }

    static async Task Same(Page page, Reader reader, IReadOnlyList<Subject> subjects)
    {
        var expected = await subjects[0].Show(page, reader);
        foreach (var subject in subjects.Skip(1))
        {
            var shown = await subject.Show(page, reader);
            var differ = expected.Zip(shown).TakeWhile(both => both.First == both.Second).Count();
            if (differ < expected.Count || differ < shown.Count)
                throw new InvalidOperationException($"{page.Name}: after {differ} values {subjects[0].Name} shows {string.Join(", ", expected.Skip(differ - 3).Take(8))}, and {subject.Name} {string.Join(", ", shown.Skip(differ - 3).Take(8))}.");
        }
    }

    static async Task Warm(IEnumerable<LoadRequest> requests)
    {
        foreach (var request in requests) await Wrk.Load(request, FirstWarmUp);
    }

    static Task<List<Seen>> Measure(IReadOnlyList<(string Name, LoadRequest Request)> all) => Measure(all, Rounds, Round);

    static async Task<List<Seen>> Measure(IReadOnlyList<(string Name, LoadRequest Request)> all, int rounds, TimeSpan time)
    {
        foreach (var (_, request) in all) await Wrk.Load(request, time < WarmUp ? time : WarmUp);
        var results = all.Select(_ => new List<LoadResult>()).ToList();
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < all.Count; i++) results[i].Add(await Wrk.Load(all[i].Request, time));
        return [.. all.Zip(results, (one, seen) => Seen.Of(one.Name, seen))];
    }

    sealed record Seen(string Name, double PerSecond, double P99, bool IsDoubtful)
    {
        public static Seen Of(string name, List<LoadResult> rounds)
        {
            if (rounds.Sum(round => round.NotWell) is > 0 and var bad) throw new InvalidOperationException($"{name}: {bad} answers were not well.");
            return new(name, rounds.Median(round => round.PerSecond), rounds.Median(round => round.P99), Wrk.Differ(rounds.Select(round => round.PerSecond)));
        }
    }
}
