using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>One to ten photos with a caption.</summary>
[Implements(typeof(INode)), Implements(typeof(ILikeable)), Implements(typeof(IReportable)), Implements(typeof(IDeletable)), Implements(typeof(IUpdatable))]
public sealed partial class PostNode(Post post) : ILikeable, IReportable, IDeletable, IUpdatable
{
    internal const string Type = "Post";

    /// <summary>The node's id, unique among all nodes.</summary>
    public GlobalId Id => new(Type, post.Id);

    /// <summary>Who posted it.</summary>
    public IDataLoaderResult<UserNode> Author([FromServices] UserById users, [Me] Viewer me) => users.Load(me, post.AuthorId).Then(user => new UserNode(user!));

    /// <summary>Its words, up to 2,200 characters.</summary>
    public string? Caption => post.Caption;

    /// <summary>The caption with its links, names and hashtags linked; empty without a caption.</summary>
    public Html CaptionHTML => new(Markup.Html(post.Caption ?? ""));

    /// <summary>Its photos in their order.</summary>
    public IDataLoaderResult<IEnumerable<PhotoNode>> Photos([FromServices] PhotosOfPost photos, [Me] Viewer me) =>
        photos.Load(me, post.Id).Then(rows => rows.Select(photo => new PhotoNode(photo)));

    /// <summary>The hashtags in its caption.</summary>
    public IDataLoaderResult<IEnumerable<HashtagNode>> Hashtags([FromServices] HashtagsOfPost hashtags, [Me] Viewer me) =>
        hashtags.Load(me, post.Id).Then(names => names.Select(name => new HashtagNode(name)));

    /// <summary>The people that its caption mentions.</summary>
    public IDataLoaderResult<IEnumerable<UserNode>> Mentions([FromServices] MentionsOfPost mentions, [Me] Viewer me) =>
        mentions.Load(me, post.Id).Then(people => people.Select(user => new UserNode(user)));

    /// <summary>Who may see it, on top of its author's account being private or not.</summary>
    public Visibility Visibility => post.Visibility;

    /// <summary>What to say before the photos are shown; null shows them at once.</summary>
    public string? ContentWarning => post.ContentWarning;

    /// <summary>Whether comments are open.</summary>
    public bool CommentsEnabled => post.CommentsEnabled;

    /// <summary>Whether its author hides how many like it, and who, from everybody else. Their account may hide those of all their posts; viewerSeesLikes says what holds.</summary>
    public bool HidesLikes => post.HidesLikes;

    /// <summary>Whether you are told how many like it, and who. If not, likeCount is 0 and likes is empty.</summary>
    public IDataLoaderResult<bool> ViewerSeesLikes([FromServices] FactsOfPost facts, [Me] Viewer me) => facts.Load(me, post.Id).Then(of => of.ViewerSeesLikes);

    /// <summary>When it was made.</summary>
    public DateTime CreatedAt => post.CreatedAt;

    /// <summary>When all its photos were ready and others could see it; null until then, while only its author sees it.</summary>
    public DateTime? PublishedAt => post.PublishedAt;

    /// <summary>When its caption was last changed.</summary>
    public DateTime? EditedAt => post.EditedAt;

    /// <summary>Its page.</summary>
    public Uri Url([Site] Uri site) => new(site, $"posts/{post.Id}");

    /// <summary>Whether you may comment on it: comments are open, and its author lets you.</summary>
    public IDataLoaderResult<bool> ViewerCanComment([FromServices] FactsOfPost facts, [Me] Viewer me) => facts.Load(me, post.Id).Then(of => of.ViewerCanComment);

    /// <summary>Whether you may delete it: your own, or as a moderator a reported one.</summary>
    public IDataLoaderResult<bool> ViewerCanDelete([FromServices] DeletionRights rights, [Me] Viewer me) => rights.OfPost(me, post);

    /// <summary>Whether you may change it.</summary>
    public bool ViewerCanUpdate([Me] Viewer me) => me.Id == post.AuthorId;
}

/// <summary>Something that whoever may can change.</summary>
public interface IUpdatable
{
    /// <summary>Whether you may change it.</summary>
    bool ViewerCanUpdate([Me] Viewer me);
}

partial class Query
{
    /// <summary>A post by its id; null when there is none, or not for you.</summary>
    public static IDataLoaderResult<PostNode?> Post([FromServices] PostById posts, [Me] Viewer me, GlobalId id) =>
        posts.Load(me, id.KeyOf(PostNode.Type, "id")).Then(post => post is null ? null : new PostNode(post));
}

/// <summary>Posts come with their authors, whom nearly everyone who asks for a post asks for too.</summary>
public sealed class PostById(IDbContextFactory<PhotoShareDb> databases, UserById users) : RowLoader<Guid, Post?>(databases, async (db, viewer, ids, ct) =>
{
    var rows = await Query.Rows(db, viewer, ids, ct);
    foreach (var author in rows.Select(row => row.Author).OfType<KnownPerson>()) users.Prime(viewer, author.Id, author);
    return rows.ToDictionary(row => row.Post.Id, Post? (row) => row.Post);
}, null)
{
    internal static readonly CompiledQuery<Guid, AuthoredPost> Query = new((db, viewer, ids) => db.Posts.VisibleTo(viewer).Where(p => ids.Contains(p.Id)).WithAuthors(db, viewer));
}

/// <summary>Photos come with who may see them: who lists them shows their images.</summary>
public sealed class PhotosOfPost(IDbContextFactory<PhotoShareDb> databases, PhotoIsPublic audience) : RowLoader<Guid, IReadOnlyList<Photo>>(databases, async (db, viewer, ids, ct) =>
{
    var rows = await Query.Rows(db, viewer, ids, ct);
    foreach (var row in rows) audience.Prime(viewer, row.Photo.Id, row.IsPublic);
    return rows.GroupBy(row => row.Photo.PostId!.Value).ToDictionary(of => of.Key, IReadOnlyList<Photo> (of) => [.. of.Select(row => row.Photo).OrderBy(photo => photo.Position)]);
}, [])
{
    static readonly CompiledQuery<Guid, Shown> Query = new((db, viewer, ids) =>
    {
        var isForEverybody = db.ShowsPhotoTo(Viewer.Anonymous);
        return db.Photos.VisibleTo(viewer).Where(p => ids.Contains(p.PostId!.Value)).Select(p => new Shown(p, isForEverybody.HoldsFor(p)));
    });

    sealed record Shown(Photo Photo, bool IsPublic);
}

public sealed class HashtagsOfPost(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, IReadOnlyList<string>>(databases, async (db, viewer, ids, ct) =>
    (await Query.Rows(db, viewer, ids, ct)).GroupBy(h => h.PostId).ToDictionary(h => h.Key, IReadOnlyList<string> (h) => [.. h.Select(tag => tag.Name).Order(StringComparer.Ordinal)]), [])
{
    static readonly CompiledQuery<Guid, PostHashtag> Query = new((db, _, ids) => db.PostHashtags.AsNoTracking().Where(h => ids.Contains(h.PostId)));
}

public sealed class MentionsOfPost(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, IReadOnlyList<IPerson>>(databases, async (db, viewer, ids, ct) =>
    (await Query.Rows(db, viewer, ids, ct)).GroupBy(m => m.Key).ToDictionary(m => m.Key, IReadOnlyList<IPerson> (m) => [.. m.Select(mention => mention.Value).OrderBy(user => user.Username, StringComparer.Ordinal)]), [])
{
    static readonly CompiledQuery<Guid, Keyed<Guid, KnownPerson>> Query = new((db, viewer, ids) => db.PostMentions.Where(m => ids.Contains(m.PostId))
        .Join(db.People.VisibleTo(viewer), m => m.UserId, u => u.Id, (m, user) => new Keyed<Guid, KnownPerson>(m.PostId, user)));
}
