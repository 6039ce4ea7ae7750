using Microsoft.EntityFrameworkCore;
using PhotoShare.Web;

namespace PhotoShare.Tests;

/// <summary>One world for every connection of the schema, by its field.</summary>
static class ListWorlds
{
    public static readonly IReadOnlyDictionary<string, Func<House, Task<ListWorld>>> All = new Dictionary<string, Func<House, Task<ListWorld>>>
    {
        ["Query.feed"] = async house =>
        {
            var (reader, author) = (await house.Somebody(), await house.Somebody());
            await reader.Follow(author);
            return Posts(reader, author, "@", "feed", () => author.AddFullPost()) with { ForwardOnly = true };
        },
        ["Query.explore"] = async house =>
        {
            var (author, reader) = (await house.Somebody(), await house.Somebody());
            // Ahead of other tests' posts, which have what these have not, and which would take other statements.
            return Posts(reader, author, "@", "explore", async () =>
            {
                var post = await author.AddFullPost();
                await house.Database(db =>
                {
                    for (var position = 1_000; position < 1_400; position++)
                        db.Add(new Comment { PostId = post, AuthorId = author.Viewer.Required, Body = "Lively" }).Property(comment => comment.Position).CurrentValue = position;
                    return db.SaveChangesAsync();
                });
                return post;
            }) with
            { ForwardOnly = true };
        },
        ["Query.search"] = async house =>
        {
            var (author, word) = (await house.Somebody(), $"t{Guid.NewGuid():n}");
            return Posts(house.Bob, author, "@", "search", () => author.AddFullPost(word)) with { Arguments = $"query: \"{word}\" type: POST", ForwardOnly = true };
        },
        ["Query.notifications"] = async house =>
        {
            var (reader, posts) = (await house.Somebody(), new Dictionary<string, Guid>());
            return new(reader, "@", "notifications", async () =>
            {
                var post = await reader.AddQuickPost();
                await house.Bob.AddComment(post, "One thing to be told");
                await reader.Settled();
                var told = await house.Database(db => db.Notifications.Where(told => told.PostId == post).Select(told => told.Id).SingleAsync());
                var id = new GlobalId("Notification", told).Text;
                posts[id] = post;
                return id;
            }, id => reader.DeletePost(posts[id]))
            { ForwardOnly = true };
        },
        ["User.posts"] = async house =>
        {
            var author = await house.Somebody();
            return Posts(house.Bob, author, Of("User", author.NodeId), "posts", () => author.AddFullPost());
        },
        ["Hashtag.posts"] = async house =>
        {
            var (author, tag) = (await house.Somebody(), $"t{Guid.NewGuid():n}");
            return Posts(house.Bob, author, $"hashtag(name: \"{tag}\") {{ @ }}", "posts", () => author.AddFullPost(tag)) with { Arguments = "order: RECENT" };
        },
        ["Place.posts"] = async house =>
        {
            var author = await house.Somebody();
            var place = new Place { Name = "The lake", NormalizedName = $"{Guid.NewGuid():n}", Latitude = 47.1, Longitude = 8.2 };
            await house.Database(async db =>
            {
                db.Add(place);
                return await db.SaveChangesAsync();
            });
            return Posts(house.Bob, author, Of("Place", new GlobalId("Place", place.Id).Text), "posts", async () =>
            {
                var added = await author.AddFullPost();
                await house.Database(db => db.Posts.Where(post => post.Id == added).ExecuteUpdateAsync(set => set.SetProperty(post => post.PlaceId, place.Id)));
                return added;
            });
        },
        ["Viewer.savedPosts"] = async house =>
        {
            var (author, reader) = (await house.Somebody(), await house.Somebody());
            return Saved(reader, author, "viewer { @ }", "savedPosts", null);
        },
        ["Collection.posts"] = async house =>
        {
            var (author, reader) = (await house.Somebody(), await house.Somebody());
            var collection = await reader.AddCollection("Lakes");
            return Saved(reader, author, Of("Collection", collection), "posts", collection);
        },
        ["Viewer.collections"] = async house =>
        {
            var (made, reader) = (0, await house.Somebody());
            return new(reader, "viewer { @ }", "collections", async () =>
            {
                var collection = await reader.AddCollection($"Number {++made}");
                (await reader.Save(await house.Ann.AddFullPost(), collection)).ShouldSucceed();
                return collection;
            }, async id => (await reader.DeleteCollection(id)).ShouldSucceed());
        },
        ["Viewer.photos"] = async house =>
        {
            var owner = await house.Somebody();
            return new(owner, "viewer { @ }", "photos", async () => Belongings.PhotoId(await owner.AddQuickPhoto()), id => house.Use<Photos>(photos => photos.Delete(owner.Viewer, KeyOf("Photo", id), default)));
        },
        ["Import.items"] = async house =>
        {
            var (made, owner) = (0, await house.Somebody());
            var import = new Import { UserId = owner.Viewer.Required, KeepPlaces = false, Status = ImportStatus.Done, FinishedAt = DateTime.UtcNow };
            await house.Database(async db =>
            {
                db.Add(import);
                return await db.SaveChangesAsync();
            });
            return new(owner, Of("Import", new GlobalId("Import", import.Id).Text), "items", async () =>
            {
                var post = await owner.AddFullPost();
                var item = new ImportItem { ImportId = import.Id, Kind = ImportItemKind.Post, SourceId = $"{++made}", Status = ImportItemStatus.Imported, PostId = post };
                await house.Database(async db =>
                {
                    db.Add(item);
                    return await db.SaveChangesAsync();
                });
                return new GlobalId("ImportItem", item.Id).Text;
            }, id => house.Database(db => db.ImportItems.Where(i => i.Id == KeyOf("ImportItem", id)).ExecuteDeleteAsync()));
        },
        ["Post.comments"] = async house =>
        {
            var post = await house.Ann.AddQuickPost();
            return Comments(house, Of("Post", Belongings.PostId(post)), "comments", post, null);
        },
        ["Comment.replies"] = async house =>
        {
            var post = await house.Ann.AddQuickPost();
            var comment = await house.Bob.AddComment(post, "The first");
            return Comments(house, Of("Comment", Belongings.CommentId(comment)), "replies", post, comment);
        },
        ["Post.likes"] = house => Likes(house, "Post", ofComment: false),
        ["Comment.likes"] = house => Likes(house, "Comment", ofComment: true),
        ["Likeable.likes"] = house => Likes(house, "Likeable", ofComment: false),
        ["User.followers"] = async house =>
        {
            var (crowd, whom) = (await Crowd.Of(house), await house.Somebody());
            return crowd.List(house.Bob, Of("User", whom.NodeId), "followers", person => person.Follow(whom), person => person.Unfollow(whom));
        },
        ["User.following"] = async house =>
        {
            var (crowd, who) = (await Crowd.Of(house), await house.Somebody());
            return crowd.List(house.Bob, Of("User", who.NodeId), "following", person => who.Follow(person), person => who.Unfollow(person));
        },
        ["User.mutualFollowers"] = async house =>
        {
            var (crowd, reader, whom) = (await Crowd.Of(house), await house.Somebody(), await house.Somebody());
            foreach (var person in crowd.People) await reader.Follow(person);
            return crowd.List(reader, Of("User", whom.NodeId), "mutualFollowers", person => person.Follow(whom), person => person.Unfollow(whom)) with { ForwardOnly = true };
        },
        ["Viewer.followRequests"] = async house =>
        {
            var (crowd, reader) = (await Crowd.Of(house), await house.Somebody());
            await house.Use<Accounts>(accounts => accounts.SetPrivate(reader.Viewer, true, default));
            return crowd.List(reader, "viewer { @ }", "followRequests", person => person.Follow(reader), person => person.Unfollow(reader));
        },
        ["Viewer.blockedUsers"] = async house =>
        {
            var (crowd, reader) = (await Crowd.Of(house), await house.Somebody());
            return crowd.List(reader, "viewer { @ }", "blockedUsers",
                person => house.Use<Blocks>(blocks => blocks.Block(reader.Viewer, person.Viewer.Required, default)),
                person => house.Use<Blocks>(blocks => blocks.Unblock(reader.Viewer, person.Viewer.Required, default)));
        },
        ["Viewer.mutedUsers"] = async house =>
        {
            var (crowd, reader) = (await Crowd.Of(house), await house.Somebody());
            return crowd.List(reader, "viewer { @ }", "mutedUsers",
                person => house.Use<Blocks>(blocks => blocks.Mute(reader.Viewer, person.Viewer.Required, default)),
                person => house.Use<Blocks>(blocks => blocks.Unmute(reader.Viewer, person.Viewer.Required, default)));
        },
        ["Viewer.restrictedUsers"] = async house =>
        {
            var (crowd, reader) = (await Crowd.Of(house), await house.Somebody());
            return crowd.List(reader, "viewer { @ }", "restrictedUsers",
                person => house.Use<Blocks>(blocks => blocks.Restrict(reader.Viewer, person.Viewer.Required, default)),
                person => house.Use<Blocks>(blocks => blocks.Unrestrict(reader.Viewer, person.Viewer.Required, default)));
        },
    };

    /// <summary>Those whose order is not that of time alone: no model knows their pages.</summary>
    public static readonly IReadOnlySet<string> Ranked = new HashSet<string> { "Query.explore", "Query.search" };

    static ListWorld Posts(Person reader, Person author, string around, string field, Func<Task<Guid>> add) =>
        new(reader, around, field, async () => Belongings.PostId(await add()), id => author.DeletePost(KeyOf("Post", id)));

    static ListWorld Saved(Person reader, Person author, string around, string field, string? collection) =>
        new(reader, around, field,
            async () =>
            {
                var post = await author.AddFullPost();
                (await reader.Save(post, collection)).ShouldSucceed();
                return Belongings.PostId(post);
            },
            async id => (await reader.Unsave(KeyOf("Post", id))).ShouldSucceed());

    static ListWorld Comments(House house, string around, string field, Guid post, Guid? parent) =>
        new(house.Bob, around, field, async () => Belongings.CommentId(await house.Carol.AddComment(post, "One more", parent)),
            id => house.Use<Comments>(comments => comments.Delete(house.Carol.Viewer, KeyOf("Comment", id), default)))
        { OldestFirst = true };

    static async Task<ListWorld> Likes(House house, string type, bool ofComment)
    {
        var (crowd, post) = (await Crowd.Of(house), await house.Ann.AddQuickPost());
        var comment = ofComment ? await house.Bob.AddComment(post, "To like") : default;
        return crowd.List(house.Bob, Of(type, ofComment ? Belongings.CommentId(comment) : Belongings.PostId(post)), "likes",
            person => house.Use<Likes>(likes => ofComment ? likes.LikeComment(person.Viewer, comment, default) : likes.LikePost(person.Viewer, post, default)),
            person => house.Use<Likes>(likes => ofComment ? likes.UnlikeComment(person.Viewer, comment, default) : likes.UnlikePost(person.Viewer, post, default)));
    }

    static string Of(string type, string id) => $"node(id: \"{id}\") {{ ... on {type} {{ @ }} }}";

    public static Guid KeyOf(string type, string id) => new GlobalId(id).KeyOf(type, "id");
}
