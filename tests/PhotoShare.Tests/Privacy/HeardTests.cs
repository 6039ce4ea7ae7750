using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What everybody hears of what happens to somebody with a private account, by every subscription of the schema.</summary>
public sealed class HeardTests(PrivacyHouse house) : IClassFixture<PrivacyHouse>
{
    const string OnPhoto = "subscription ($id: ID!) { onPhotoProcessed(photoId: $id) { photo { id } } }";

    static readonly string[] Within = ["follower", "owner"];

    [Fact]
    public void Every_subscription_is_listened_to_here() => Assert.Equal(
        ["onCommentAdded", "onFeedUpdated", "onNotification", "onPhotoProcessed", "onPostChanged"],
        house.Services.GetRequiredService<ISchema>().Subscription!.Fields.Select(field => field.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Comments_of_a_post_are_heard_by_those_who_see_it()
    {
        foreach (var (standing, viewer) in house.Viewers)
        {
            await using var stream = await Listen(viewer, "onCommentAdded(postId: $id) { post { caption } edge { node { body } } }", "Post");
            await (await house.Another("follower")).AddComment(house.HiddenPost, "Heard");
            var heard = await stream.Next();
            if (Within.Contains(standing)) Assert.Equal("Heard", heard!["onCommentAdded.edge.node.body"]);
            else AssertRefused(standing, heard);
        }
    }

    [Fact]
    public async Task Changes_of_a_post_are_heard_by_those_who_see_it()
    {
        foreach (var (standing, viewer) in house.Viewers)
        {
            await using var stream = await Listen(viewer, "onPostChanged(postId: $id) { change post { caption } }", "Post");
            await house.Owner.Does("updatePost", new { postId = house.Specimens["Post"], contentWarning = standing });
            var heard = await stream.Next();
            if (Within.Contains(standing)) Assert.Equal("EDITED", heard!["onPostChanged.change"]);
            else AssertRefused(standing, heard);
        }
    }

    [Fact]
    public async Task Photos_in_processing_are_heard_of_by_their_owner_alone()
    {
        await using var own = await Listen(house.Owner, "onPhotoProcessed { photo { id } }", null);
        await using var others = await Listen(house.Follower, "onPhotoProcessed { photo { id } }", null);
        var photo = await house.Owner.Upload("gray.jpg");
        Assert.Equal(Belongings.PhotoId(photo), (await own.Next())!["onPhotoProcessed.photo.id"]);
        // What the follower hears first is their own.
        var theirs = await house.Follower.Upload("gray.jpg");
        Assert.Equal(Belongings.PhotoId(theirs), (await others.Next())!["onPhotoProcessed.photo.id"]);

        foreach (var (standing, viewer) in house.Viewers)
        {
            await using var stream = await EventStream.Open(viewer, OnPhoto, new { id = Belongings.PhotoId(photo) });
            var heard = await stream.Next();
            if (standing == "owner") Assert.Equal(Belongings.PhotoId(photo), heard!["onPhotoProcessed.photo.id"]);
            else AssertRefused(standing, heard);
        }
    }

    [Fact]
    public async Task A_photo_that_one_sees_and_does_not_own_is_not_listened_for_over_a_socket_either()
    {
        await using var socket = await GraphSocket.Open(house.Follower);
        await socket.Subscribe("1", OnPhoto, new { id = house.Specimens["Photo"] });

        Assert.Equal("NOT_FOUND", (await socket.Receive())["payload"]!["errors"]![0]!["extensions"]!["code"]!.ToString());
        Assert.Equal("complete", (await socket.Receive())["type"]!.ToString());
    }

    [Fact]
    public async Task Notifications_of_a_hidden_post_reach_those_who_see_it_although_it_names_everybody()
    {
        var listeners = new Dictionary<string, EventStream>();
        foreach (var (standing, viewer) in house.Viewers.Where(viewer => viewer.Key != "anonymous"))
            listeners[standing] = await Listen(viewer, "onNotification { notification { kind subject { __typename ... on Post { caption } ... on Comment { body } } } }", null);

        var everybody = string.Join(' ', house.Viewers.Values.Where(viewer => viewer.Token is not null).Select(viewer => $"@{viewer.Username}"));
        await house.Owner.AddQuickPost($"For those within {everybody}");
        // Somebody with a public account then names all of them: who hears this first has not heard the other.
        await house.Neighbour.AddQuickPost($"For all {everybody}");

        foreach (var (standing, stream) in listeners)
        {
            await using (stream)
            {
                List<string?> heard = [];
                do heard.Add((await stream.Next())!["onNotification.notification.subject.caption"]);
                while (heard[^1]?.StartsWith("For all", StringComparison.Ordinal) != true);
                Assert.Equal(standing == "follower" ? 2 : 1, heard.Count);
            }
        }
    }

    [Fact]
    public async Task A_feed_tells_of_a_hidden_post_to_those_who_see_it()
    {
        var listeners = new Dictionary<string, EventStream>();
        foreach (var (standing, viewer) in house.Viewers.Where(viewer => viewer.Key is not "anonymous" and not "owner"))
        {
            await viewer.Follow(house.Bob);
            listeners[standing] = await Listen(viewer, "onFeedUpdated { newCount newestCursor }", null);
        }
        await house.Owner.AddQuickPost("For followers");
        var newest = await house.Follower.Graph("{ feed(first: 1) { edges { cursor } } }");
        await house.Bob.AddQuickPost("For all");

        foreach (var (standing, stream) in listeners)
        {
            await using (stream)
            {
                var first = (await stream.Next())!;
                // A listener may be told of both at once.
                Assert.Equal(standing == "follower", first.Number("onFeedUpdated.newCount") == 2 || first["onFeedUpdated.newestCursor"] == newest["feed.edges.0.cursor"]);
            }
        }
    }

    Task<EventStream> Listen(Person viewer, string field, string? specimen) => specimen is null
        ? EventStream.Open(viewer, $"subscription {{ {field} }}")
        : EventStream.Open(viewer, $"subscription ($id: ID!) {{ {field} }}", new { id = house.Specimens[specimen] });

    static void AssertRefused(string standing, GraphAnswer? heard)
    {
        Assert.True(heard?.Errors.Count > 0, $"{standing} heard {heard?.Body}");
        Assert.Contains(heard!.Errors[0]!["extensions"]!["code"]!.ToString(), (string[])["NOT_FOUND", "UNAUTHENTICATED"]);
    }
}
