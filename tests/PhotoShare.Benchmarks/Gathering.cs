using PhotoShare.Tests;

namespace PhotoShare.Benchmarks;

static class Gathering
{
    /// <summary>Starts the servers, with a post that has a comment already, and so many people who will listen for the next.</summary>
    public static async Task<(Guid Post, IReadOnlyList<Person> People)> Gather(this Cluster cluster, int size)
    {
        await cluster.InitializeAsync();
        var post = await cluster.Ann.AddQuickPost();
        await cluster.Ann.Comment(post, "Before");
        return (post, await cluster.Crowd(size));
    }
}
