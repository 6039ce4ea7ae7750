using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A server that stops says so, in a way after which clients come back.</summary>
[Trait("Kind", "Slow")]
public sealed class ShutdownTests
{
    const string OnCommentAdded = "subscription ($post: ID!) { onCommentAdded(postId: $post) { edge { node { body } } } }";

    [Fact]
    public async Task Sockets_are_closed_with_1001_and_event_streams_end_without_being_complete()
    {
        var house = new House();
        await house.InitializeAsync();
        try
        {
            var variables = new { post = Belongings.PostId(house.PublicPost) };
            await using var stream = await EventStream.Open(house.Bob, OnCommentAdded, variables);
            await using var watching = await GraphSocket.Open(house.Carol);
            await watching.Subscribe("1", OnCommentAdded, variables);
            await using var silent = await GraphSocket.Connect(house);
            await house.Ann.AddComment(house.PublicPost, "Before the end");
            Assert.Equal("Before the end", (await stream.Next())!["onCommentAdded.edge.node.body"]);

            var clock = Stopwatch.StartNew();
            var stopping = house.Services.GetRequiredService<IHost>().StopAsync();
            Assert.Equal([1001, 1001], await Task.WhenAll(watching.Closed(), silent.Closed()));
            Assert.Null(await stream.Next());
            Assert.False(stream.IsComplete);
            await stopping;
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"It took {clock.Elapsed} to stop.");
        }
        finally
        {
            await house.DisposeAsync();
        }
    }
}
