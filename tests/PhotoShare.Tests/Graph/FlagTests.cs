using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What a flag promises a viewer is what happens when they call the mutation: for everyone, and on everything that has flags.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class FlagTests(House house)
{
    const string Errors = "errors { ... on Error { code message path } }";

    const string Flags = """
        query ($id: ID!) {
          node(id: $id) {
            ... on Reportable { viewerCanReport }
            ... on Updatable { viewerCanUpdate }
            ... on Post { viewerCanComment }
            ... on User { viewerCanFollow }
            ... on Deletable { viewerCanDelete }
          }
        }
        """;

    public static TheoryData<string, bool> Everyone()
    {
        var data = new TheoryData<string, bool>();
        foreach (var role in (string[])["anonymous", "stranger", "requester", "follower", "followed", "blocked", "blocker", "owner", "moderator", "blocked moderator"])
            foreach (var isPrivate in (bool[])[false, true]) data.Add(role, isPrivate);
        return data;
    }

    [Theory]
    [MemberData(nameof(Everyone))]
    public async Task A_flag_says_what_happens_to(string role, bool isPrivate)
    {
        foreach (var audience in (Audience[])[Audience.Everyone, Audience.Following, Audience.Nobody])
        {
            var author = await house.Somebody();
            var viewer = await Cast(role, author, isPrivate);
            await house.Use<Accounts>(accounts => accounts.Choose(author.Viewer, new Choices { WhoCanComment = audience }, default));
            var photo = await author.AddQuickPhoto();
            var post = await author.AddPost("A post", photo);
            var comment = await author.AddComment(post, "A comment");
            if (role.Contains("moderator", StringComparison.Ordinal)) await Report(author, post, comment);
            // What ends a thing or changes how they stand comes after what only looks at it.
            await Compare(viewer, "Photo", Belongings.PhotoId(photo));
            await Compare(viewer, "Comment", Belongings.CommentId(comment));
            await Compare(viewer, "Post", Belongings.PostId(post));
            await Compare(viewer, "User", author.NodeId);
        }
    }

    [Fact]
    public async Task Whoever_has_a_comment_under_anothers_post_may_take_it_away_and_so_may_the_posts_author()
    {
        var (author, guest) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        foreach (var viewer in (Person[])[guest, author, house.Carol])
            await Compare(viewer, "Comment", Belongings.CommentId(await guest.AddComment(post, "A guest's comment")));
    }

    [Fact]
    public async Task A_collection_is_its_owners_alone()
    {
        var owner = await house.Somebody();
        foreach (var viewer in (Person[])[house.Stranger, house.Carol, owner])
        {
            var made = (await owner.Graph($"mutation ($input: CreateCollectionInput!) {{ createCollection(input: $input) {{ collection {{ id }} {Errors} }} }}", new { input = new { name = $"For {viewer.Username}" } })).ShouldSucceed();
            await Compare(viewer, "Collection", made["createCollection.collection.id"]!);
        }
    }

    async Task<Person> Cast(string role, Person author, bool isPrivate)
    {
        var viewer = role switch { "anonymous" => house.Stranger, "owner" => author, _ => await house.Somebody() };
        // A follow that is to be accepted is made while the account is open, and a request once it is closed.
        if (role == "follower") await viewer.Follow(author);
        if (role == "followed") await author.Follow(viewer);
        await house.Use<Accounts>(accounts => accounts.SetPrivate(author.Viewer, isPrivate, default));
        if (role == "requester") await viewer.Follow(author);
        if (role.StartsWith("blocked", StringComparison.Ordinal)) await house.Use<Blocks>(blocks => blocks.Block(author.Viewer, viewer.Viewer.Required, default));
        if (role == "blocker") await house.Use<Blocks>(blocks => blocks.Block(viewer.Viewer, author.Viewer.Required, default));
        if (role.EndsWith("moderator", StringComparison.Ordinal)) await house.Use<Accounts>(accounts => accounts.Grant(viewer.Username, UserRole.Moderator, default));
        return viewer;
    }

    /// <summary>By somebody who sees them whatever the account's privacy.</summary>
    async Task Report(Person author, Guid post, Guid comment)
    {
        var reporter = await house.Somebody();
        await reporter.Follow(author);
        await house.Use<Follows>(follows => follows.Accept(author.Viewer, reporter.Viewer.Required, default));
        await house.Use<Reports>(reports => reports.Add(reporter.Viewer, ReportSubject.Post, post, ReportReason.Other, null, default));
        await house.Use<Reports>(reports => reports.Add(reporter.Viewer, ReportSubject.Comment, comment, ReportReason.Other, null, default));
    }

    static async Task Compare(Person viewer, string type, string id)
    {
        var node = (await viewer.Graph(Flags, new { id })).ShouldSucceed().At("node") as JsonObject;
        foreach (var (flag, mutation, input) in Deeds(type, id))
        {
            var promised = node is not null && (bool)node[flag]!;
            var answer = await viewer.Graph($"mutation ($input: {char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input!) {{ {mutation}(input: $input) {{ {Errors} }} }}", new { input });
            var done = answer.Errors.Count == 0 && answer.At($"{mutation}.errors") is null;
            Assert.True(promised == done, $"{flag} of the {type} is {promised}{(node is null ? " (not seen)" : "")}, and {mutation} answers {answer.Body.ToJsonString()}");
        }
    }

    /// <summary>The flags of a type, each with the mutation that it is about.</summary>
    static IEnumerable<(string Flag, string Mutation, object Input)> Deeds(string type, string id)
    {
        if (type != "Collection") yield return ("viewerCanReport", "report", new { subjectId = id, reason = "OTHER" });
        if (type == "User") yield return ("viewerCanFollow", "followUser", new { userId = id });
        if (type == "Post") yield return ("viewerCanComment", "addComment", new { postId = id, body = "Hello" });
        if (type == "Post") yield return ("viewerCanUpdate", "updatePost", new { postId = id, caption = "Changed" });
        if (type == "Comment") yield return ("viewerCanUpdate", "updateComment", new { commentId = id, body = "Changed" });
        if (type == "Collection") yield return ("viewerCanUpdate", "updateCollection", new { collectionId = id, name = "Changed" });
        if (type == "Collection") yield return ("viewerCanDelete", "deleteCollection", new { collectionId = id });
        if (type == "Post") yield return ("viewerCanDelete", "deletePost", new { postId = id });
        if (type == "Comment") yield return ("viewerCanDelete", "deleteComment", new { commentId = id });
    }
}
