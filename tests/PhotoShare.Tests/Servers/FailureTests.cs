using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Xunit.Abstractions;

namespace PhotoShare.Tests;

/// <summary>One of two servers is lost, or restarted, while everybody works.</summary>
[Collection(ClusterCollection.Name)]
[Trait("Kind", "Real")]
public sealed class FailureTests(Cluster cluster, ITestOutputHelper output)
{
    const int Writers = 8;

    /// <summary>Some that a proxy may repeat, and some that it may not.</summary>
    static readonly string[] Requests =
    [
        "query ($id: ID!) { node(id: $id) { id } }",
        "mutation ($id: ID!) { like(input: { subjectId: $id }) { errors { ... on Error { message } } } }",
        "mutation ($id: ID!) { unlike(input: { subjectId: $id }) { errors { ... on Error { message } } } }",
    ];

    static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task When_a_server_is_killed_no_write_no_job_and_no_event_is_lost()
    {
        var post = await cluster.Ann.AddQuickPost();
        var (listeners, over, writing) = await Work(post);
        await Task.Delay(1_000);
        // Several for one worker at each server, so that it is killed over one of them.
        var photos = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => cluster.Ann.Upload("camera.jpg")));
        await Eventually.Becomes(() => cluster.Database(db => db.Photos.CountAsync(p => photos.Contains(p.Id) && p.Attempts > 0)), claimed => claimed >= 2, "both servers work");
        var clock = Stopwatch.StartNew();
        await cluster.A.Kill();
        await Task.Delay(2_000);
        // The one thing that is stood in for: the time until what the killed server had claimed may be claimed again.
        await cluster.Database(db => db.Photos.Where(p => photos.Contains(p.Id) && p.LeaseUntil != null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.LeaseUntil, p => p.LeaseUntil!.Value - Lease)));
        await ShouldHaveKeptAll(post, listeners, over, writing);

        foreach (var photo in photos) Assert.Equal(PhotoStatus.Ready, (await cluster.Ann.Processed(photo)).Status);
        output.WriteLine($"All photos were ready {clock.Elapsed.TotalSeconds:0} s after the server was killed.");
        await cluster.A.Start();
    }

    /// <summary>The balancer asks each second, and sends nothing to a server before it has heard that it is ready.</summary>
    static readonly TimeSpan BalancerNotices = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Servers_restart_one_after_the_other_without_a_failed_request()
    {
        var post = await cluster.Ann.AddQuickPost();
        var (listeners, over, writing) = await Work(post);
        using var end = new CancellationTokenSource();
        var asking = Task.WhenAll(new[] { cluster.Ann, cluster.Bob, cluster.Carol }.Select(person => Ask(person, post, end.Token)));
        foreach (var node in (Node[])[cluster.A, cluster.B])
        {
            await using var watching = await GraphSocket.Connect(new UriBuilder(new Uri(node.Address, "/graphql")) { Scheme = "ws" }.Uri);
            var stopping = node.Stop();
            await Eventually.Becomes(node.Health, status => status == HttpStatusCode.ServiceUnavailable, "it says that it is not ready");
            Assert.Equal(0, await stopping);
            await node.Start();
            await Task.Delay(BalancerNotices);
        }
        await end.CancelAsync();
        var answers = (await asking).SelectMany(statuses => statuses).ToList();
        await ShouldHaveKeptAll(post, listeners, over, writing);

        output.WriteLine($"{answers.Count} requests");
        Assert.True(answers.Count > 100, $"{answers.Count} requests are not enough to show anything.");
        Assert.True(answers.All(answer => answer == "200"), $"{string.Join('\n', answers.Where(answer => answer != "200").Distinct())}\n{cluster.BalancerLog}\n{cluster.A.Log}\n{cluster.B.Log}");
    }

    /// <summary>People who comment under a post, and two who listen and are cut off now and then.</summary>
    async Task<(Eavesdropper[] Listeners, CancellationTokenSource Over, Task<IReadOnlyList<string>[]> Writing)> Work(Guid post)
    {
        var first = await cluster.Ann.Comment(post, "Before");
        var list = await cluster.Bob.Graph("query ($id: ID!) { post(id: $id) { comments { edges { cursor } } } }", new { id = Belongings.PostId(post) });
        Assert.NotEmpty(first);
        Eavesdropper[] listeners = [.. Enumerable.Range(0, 2).Select(_ => new Eavesdropper(cluster.Bob, post, list["post.comments.edges.0.cursor"]!))];
        var over = new CancellationTokenSource();
        return (listeners, over, Task.WhenAll(Enumerable.Range(0, Writers).Select(i => (i % 2 == 0 ? cluster.Ann : cluster.Carol).Chat(post, 20, 200, over.Token))));
    }

    /// <summary>Each comment that was acknowledged is there, once; and who listened has heard each, once and in order.</summary>
    async Task ShouldHaveKeptAll(Guid post, Eavesdropper[] listeners, CancellationTokenSource over, Task<IReadOnlyList<string>[]> writing)
    {
        var listening = Task.WhenAll(listeners.Select(listener => listener.ListenAndBeCut(5)));
        await over.CancelAsync();
        var acknowledged = (await writing).SelectMany(ids => ids).ToList();
        over.Dispose();
        await listening;
        var saved = (await cluster.Database(db => db.Comments.Where(c => c.PostId == post && c.Position > 1).OrderBy(c => c.Position).Select(c => c.Id).ToListAsync())).ConvertAll(Belongings.CommentId);
        foreach (var listener in listeners) await listener.ListenUntil(saved.Count);

        output.WriteLine($"{saved.Count} comments");
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), saved.Order(StringComparer.Ordinal));
        Assert.All(listeners, listener => Assert.Equal(saved, listener.Heard));
    }

    /// <summary>Asks and changes things again and again, each once, and gives the status of each answer.</summary>
    static async Task<IReadOnlyList<string>> Ask(Person person, Guid post, CancellationToken end)
    {
        var answers = new List<string>();
        while (!end.IsCancellationRequested)
        {
            foreach (var query in Requests)
            {
                try
                {
                    var answer = await person.Graph(query, new { id = Belongings.PostId(post) });
                    answers.Add(answer.Errors.Count == 0 ? $"{(int)answer.Status}" : $"{answer.Body}");
                }
                catch (HttpRequestException failed)
                {
                    answers.Add($"{failed.StatusCode} {failed.Message}");
                }
                await Task.Delay(Random.Shared.Next(5, 50), CancellationToken.None);
            }
        }
        return answers;
    }
}
