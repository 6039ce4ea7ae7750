using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Tests;

/// <summary>What somebody is told, as a client reads it.</summary>
static class Mailbox
{
    public const string Fields = """
        id kind isRead createdAt actorCount actors { username }
        subject { __typename ... on Post { id } ... on Comment { body } ... on User { username } ... on Photo { id } }
        """;

    const string List = $$"""
        query ($first: Int, $after: String, $unreadOnly: Boolean) {
          notifications(first: $first, after: $after, unreadOnly: $unreadOnly) {
            edges { cursor node { {{Fields}} } } nodes { kind } pageInfo { hasNextPage endCursor } unreadCount
          }
          viewer { unreadNotificationCount }
        }
        """;

    /// <summary>The list once everything that happened before is folded in.</summary>
    public static async Task<GraphAnswer> Mail(this Person person, int first = 20, string? after = null, bool unreadOnly = false)
    {
        await person.Settled();
        return (await person.Graph(List, new { first, after, unreadOnly })).ShouldSucceed();
    }

    /// <summary>The list in one line for each, e.g. <c>LIKE Post: ann, bob of 5</c>.</summary>
    public static async Task<IReadOnlyList<string>> Told(this Person person) => [.. (await person.Mail()).List("notifications.edges").Select(edge => Line(edge!["node"]!))];

    public static string Line(System.Text.Json.Nodes.JsonNode node)
    {
        var actors = string.Join(", ", node["actors"]!.AsArray().Select(actor => actor!["username"]));
        return $"{node["kind"]} {node["subject"]?["__typename"]}: {actors} of {node["actorCount"]}";
    }

    /// <summary>Marks all of it read, or one and what was before it.</summary>
    public static Task<GraphAnswer> MarkRead(this Person person, string? before = null) => person.Graph(
        "mutation ($input: MarkNotificationsReadInput!) { markNotificationsRead(input: $input) { unreadCount errors { ... on Error { code message path } } } }", new { input = new { before } });

    /// <summary>Until the worker has folded all that waits for somebody.</summary>
    public static Task Settled(this Person person) => Eventually.Becomes(
        () => person.House.Database(db => db.NotificationCauses.CountAsync(c => c.RecipientId == person.Viewer.Id && c.NotificationId == null)),
        waiting => waiting == 0, $"the notifications of {person.Username} are folded");

    public static async Task Likes(this Person person, Guid post) => await person.House.Use<Likes>(likes => likes.LikePost(person.Viewer, post, default));
}
