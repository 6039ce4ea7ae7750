using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhotoShare.Web;

namespace PhotoShare.Tests;

/// <summary>
/// A house in which somebody, the owner, has a private account with a post that only followers may see, and everybody stands to them in another way.
/// Each thing holds a word that occurs nowhere else, so that a leak is found in any answer whatever its shape.
/// </summary>
public sealed class PrivacyHouse : House
{
    string feedCursor = "";

    string AccessToken { get; set; } = "";

    /// <summary>Everyone who asks, by how they stand to the owner.</summary>
    public IReadOnlyDictionary<string, Person> Viewers { get; private set; } = new Dictionary<string, Person>();

    public Person Owner => Viewers["owner"];
    public Person Follower => Viewers["follower"];
    public Person Requester => Viewers["requester"];
    public Person Blocked => Viewers["blocked"];

    /// <summary>Somebody with a public account, whom the owner follows, and their post.</summary>
    public Person Neighbour { get; private set; } = null!;
    /// <summary>The nodes that the fields of each type are asked of.</summary>
    public IReadOnlyDictionary<string, string> Specimens { get; private set; } = new Dictionary<string, string>();

    public Guid HiddenPost { get; private set; }

    /// <summary>Words, and who may read them.</summary>
    public IReadOnlyList<(string Word, string[] Readers)> Words { get; private set; } = [];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Viewers = new Dictionary<string, Person>
        {
            ["anonymous"] = Stranger,
            ["stranger"] = await SignUp("the.stranger"),
            ["requester"] = await SignUp("the.requester"),
            ["follower"] = await SignUp("the.follower"),
            ["blocked"] = await SignUp("the.blocked"),
            ["owner"] = await SignUp("the.owner"),
            ["moderator"] = await SignUp("the.moderator"),
        };
        Neighbour = await SignUp("neighbour");
        await Owner.Does("updateSettings", new { isPrivate = true });
        foreach (var (standing, person) in Viewers) await Stand(person, standing);
        await Owner.Follow(Neighbour);
        await Furnish();
    }

    /// <summary>Somebody new who stands to the owner as one of <see cref="Viewers"/> does.</summary>
    public async Task<Person> Another(string standing)
    {
        if (standing == "anonymous") return Stranger;
        var person = await Somebody();
        await Stand(person, standing);
        return person;
    }

    /// <summary>What of the owner's an input of this name is aimed at; <c>null</c> for one that names nothing.</summary>
    public string? Aimed(string input) => input switch
    {
        "userId" => Owner.NodeId,
        "postId" or "subjectId" => Specimens["Post"],
        "photoId" or "photoIds" or "avatarPhotoId" => Specimens["Photo"],
        "commentId" => Specimens["Comment"],
        "collectionId" => Specimens["Collection"],
        "importId" => Specimens["Import"],
        "notificationId" => Specimens["Notification"],
        "hashtagId" => Specimens["Hashtag"],
        "tokenId" => AccessToken,
        _ => null,
    };

    /// <summary>The words in an answer that somebody who stands so may not read.</summary>
    public IEnumerable<string> LeaksIn(string answer, string standing) =>
        Words.Where(word => !word.Readers.Contains(standing) && answer.Contains(word.Word, StringComparison.Ordinal)).Select(word => word.Word);

    public SchemaWalk Walk() => new(Services.GetRequiredService<ISchema>(), Specimens, new Dictionary<string, string>
    {
        ["Query.post.id"] = $"\"{Specimens["Post"]}\"",
        ["Query.photo.id"] = $"\"{Specimens["Photo"]}\"",
        ["id"] = $"\"{Specimens["Post"]}\"",
        ["ids"] = $"[\"{Specimens["Post"]}\"]",
        ["by"] = $"{{ id: \"{Specimens["User"]}\" }}",
        ["name"] = "\"wordtag\"",
        ["query"] = "\"wordcaption\"",
        ["width"] = "320",
        ["cursor"] = $"\"{feedCursor}\"",
    });

    async Task Stand(Person person, string standing)
    {
        if (standing is "requester" or "follower") await person.Follow(Owner);
        if (standing is "follower") await Owner.Does("acceptFollowRequest", new { userId = person.NodeId });
        if (standing is "blocked") await Owner.Does("blockUser", new { userId = person.NodeId });
        if (standing is "moderator")
            await Database(db => db.Users.Where(u => u.Id == person.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.Role, UserRole.Moderator)));
    }

    async Task Furnish()
    {
        await Owner.Does("updateProfile", new { displayName = "Owner wordname", bio = "I am wordbio" });
        var (photo, secret, loose) = (await Owner.AddPhoto("camera.jpg"), await Owner.AddQuickPhoto(), await Owner.AddQuickPhoto());
        await Owner.Does("updatePhoto", new { photoId = Belongings.PhotoId(photo), altText = "wordalt" });
        await Owner.Does("updatePhoto", new { photoId = Belongings.PhotoId(loose), altText = "wordloose" });
        var hidden = await Post(Owner, photo, "wordcaption #wordtag with @the.follower", "PUBLIC", new { @new = new { name = "wordplace", latitude = 47.5, longitude = 9.5 } });
        await FurnishJudged(hidden);
        var (alone, open) = (await Post(Owner, secret, "wordsecret", "PRIVATE"), Belongings.PostId(await Neighbour.AddQuickPost("Everybody may read wordpublic")));
        var comment = await Comment(Follower, hidden, "wordcomment", null);
        await Comment(Owner, hidden, "wordreply", comment);
        await Comment(Owner, open, "wordremark", null);
        await FurnishRestricted(hidden);
        await Follower.Does("like", new { subjectId = hidden });
        await Owner.Does("like", new { subjectId = comment });
        await Owner.Does("like", new { subjectId = open });

        var collection = (await Owner.Does("createCollection", new { name = "wordcollection" }, "collection { id }"))["createCollection.collection.id"]!;
        await Owner.Does("savePost", new { postId = open, collectionId = collection });
        var export = (await Owner.Does("requestExport", new { }, "export { id }"))["requestExport.export.id"]!;
        var brought = await Owner.Import(false, Importer.Zip(("content/posts_1.json", Importer.Json(new[] { new { title = "wordbrought", media = new[] { new { uri = "media/none.jpg" } } } }))));
        var import = brought["node.id"]!;
        var place = (await Owner.Graph("query ($id: ID!) { post(id: $id) { place { id } } }", new { id = hidden }))["post.place.id"]!;
        var told = await Eventually.Becomes(
            () => Owner.Graph("{ notifications { nodes { id kind } } }"), answer => answer.Each("notifications.nodes", "kind").Intersect(["LIKE", "COMMENT"]).Count() == 2, "the owner is told");

        HiddenPost = GlobalIdOf(hidden);
        Specimens = new Dictionary<string, string>
        {
            ["Place"] = place,
            ["Collection"] = collection,
            ["Export"] = export,
            ["Import"] = import,
            ["ImportItem"] = brought["node.items.nodes.0.id"]!,
            ["Notification"] = told["notifications.nodes.0.id"]!,
            ["User"] = Owner.NodeId,
            ["Post"] = hidden,
            ["Comment"] = comment,
            ["Photo"] = Belongings.PhotoId(photo),
            ["Hashtag"] = new GlobalId("Hashtag", "wordtag").Text,
        };
        feedCursor = (await Owner.Graph("{ feed { pageInfo { endCursor } } }")).ShouldSucceed()["feed.pageInfo.endCursor"]!;
        AccessToken = (await Owner.Graph("{ viewer { accessTokens { id } } }")).ShouldSucceed()["viewer.accessTokens.0.id"]!;
        var taken = (await Owner.Graph("query ($id: ID!) { photo(id: $id) { location { latitude longitude } } }", new { id = Belongings.PhotoId(photo) })).ShouldSucceed();
        string[] all = [.. Viewers.Keys], unblocked = [.. all.Except(["blocked"])], within = ["follower", "owner"], own = ["owner"];
        Words =
        [
            .. new[] { "wordcaption", "wordalt", "wordcomment", "wordreply", "wordplace", place, photo.ToString("N"), photo.ToString(), hidden, comment, Belongings.PhotoId(photo) }.Select(word => (word, within)),
            .. new[] { "wordquiet", "wordsecret", "wordloose", "wordcollection", "wordbrought", collection, export, import, told["notifications.nodes.0.id"]!, "the.owner@example.org", alone, Belongings.PhotoId(secret), Belongings.PhotoId(loose), taken["photo.location.latitude"]!, taken["photo.location.longitude"]! }.Select(word => (word, own)),
            .. new[] { "wordname", "wordbio", "wordremark", Owner.NodeId }.Select(word => (word, unblocked)),
            ("wordpublic", all),
            ("wordcensored", ["moderator"]), ("wordbanned", ["moderator"]),
            .. new[] { "wordgone", "wordfarewell" }.Select(word => (word, Array.Empty<string>())),
        ];
    }

    /// <summary>A follower whose comments the owner keeps to the two of them.</summary>
    async Task FurnishRestricted(string ownersPost)
    {
        var quiet = await SignUp("the.quiet");
        await Owner.Does("restrictUser", new { userId = quiet.NodeId });
        await Stand(quiet, "follower");
        await Comment(quiet, ownersPost, "wordquiet", null);
    }

    /// <summary>A post that moderators hid, and somebody whom they banned, with a post and a comment.</summary>
    async Task FurnishJudged(string ownersPost)
    {
        var censored = await Neighbour.AddQuickPost("Nobody may read wordcensored");
        var banned = await SignUp("the.banned");
        await banned.Does("updateProfile", new { displayName = "Banned wordbanned" });
        await banned.AddQuickPost("And wordgone #wordtag");
        await banned.Follow(Owner);
        await Owner.Does("acceptFollowRequest", new { userId = banned.NodeId });
        await Comment(banned, ownersPost, "wordfarewell", null);
        await Database(async db => await db.Posts.Where(p => p.Id == censored).ExecuteUpdateAsync(set => set.SetProperty(p => p.HiddenAt, DateTime.UtcNow))
            + await db.Users.Where(u => u.Id == banned.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.BannedAt, DateTime.UtcNow)));
    }

    static Guid GlobalIdOf(string id) => new GlobalId(id).KeyOf("Post", "id");

    static async Task<string> Post(Person author, Guid photo, string caption, string visibility, object? place = null) =>
        (await author.Does("createPost", new { photoIds = new[] { Belongings.PhotoId(photo) }, caption, visibility, place }, "post { id }"))["createPost.post.id"]!;

    static async Task<string> Comment(Person author, string postId, string body, string? parentId) =>
        (await author.Does("addComment", new { postId, body, parentId }, "comment { id }"))["addComment.comment.id"]!;
}
