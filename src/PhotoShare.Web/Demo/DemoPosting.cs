using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Makes the posts of the demo and what is said and liked under them. Each has an id of the demo's own, so that making them again adds nothing.</summary>
sealed class DemoPosting(PhotoShareDb db, Uploads uploads, Posts posts, Comments comments, Likes likes)
{
    /// <summary>Uploads the photos of one post and posts them; they may still be in processing.</summary>
    public async Task<Post> Post(DemoWorld world, int number, IReadOnlyDictionary<string, Viewer> everybody, CancellationToken ct)
    {
        var post = world.Posts[number];
        var author = everybody[post.By];
        var photos = new List<Guid>();
        foreach (var file in post.Photos)
        {
            await using var content = DemoWorld.Open(file);
            photos.Add((await uploads.Receive(author, file, "image/jpeg", content, world.AltTexts[file], $"demo-{number}-{file}", ct)).Id);
        }
        return await posts.Create(author, photos, post.Caption, Visibility.Public, null, true, post.Place is { } place ? PlaceChoice.Of(place) : null, $"demo-{number}", ct);
    }

    /// <summary>What the others say under a post, and who likes what.</summary>
    public async Task Talk(DemoWorld world, int number, Guid postId, IReadOnlyDictionary<string, Viewer> everybody, CancellationToken ct)
    {
        var post = world.Posts[number];
        var audience = world.AudienceOf(post.By).ToList();
        var popularity = 25 + DemoChance.Of(60, $"popularity {number}");
        foreach (var name in audience.Where(name => DemoChance.Of(100, $"like {number} {name}") < popularity))
            await likes.LikePost(everybody[name], postId, ct);

        var said = 0;
        foreach (var comment in post.Comments)
        {
            var thread = await Say(comment, null);
            foreach (var reply in comment.Replies ?? []) await Say(reply, thread);
        }

        async Task<Guid> Say(DemoComment words, Guid? thread)
        {
            var id = $"demo-{number}-{++said}";
            var comment = await comments.Add(everybody[words.By], postId, words.Text, thread, id, ct);
            foreach (var name in audience.Where(name => name != words.By && DemoChance.Of(100, $"like {id} {name}") < 18))
                await likes.LikeComment(everybody[name], comment.Id, ct);
            return comment.Id;
        }
    }

    /// <summary>Spreads a post and its comments over the past weeks, in the order in which they were made. Time is the one thing here that no use case sets.</summary>
    public async Task Date(DemoWorld world, int number, Guid postId, CancellationToken ct)
    {
        // A post that was published in the moment it was made has been here before.
        if (!await db.Posts.AnyAsync(p => p.Id == postId && p.PublishedAt != p.CreatedAt, ct)) return;

        // Closer together towards today, the newest 20 minutes ago.
        var ago = TimeSpan.FromMinutes(20) + DemoWorld.Age * Math.Pow(1 - (number + 1.0) / world.Posts.Count, 1.3);
        var at = DateTime.UtcNow - ago;
        await db.Posts.Where(p => p.Id == postId).ExecuteUpdateAsync(set => set.SetProperty(p => p.CreatedAt, at).SetProperty(p => p.PublishedAt, at), ct);

        var thread = await db.Comments.Where(c => c.PostId == postId).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
        var pause = TimeSpan.FromMinutes(7 + DemoChance.Of(90, $"pause {number}"));
        if (pause * thread.Count > ago) pause = ago / (thread.Count + 1);
        for (var i = 0; i < thread.Count; i++)
        {
            var (id, saidAt) = (thread[i], at + pause * (i + 1));
            await db.Comments.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.CreatedAt, saidAt), ct);
        }
    }
}
