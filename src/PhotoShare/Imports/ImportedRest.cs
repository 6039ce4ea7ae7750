using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>
/// What a copy of PhotoShare has besides posts: of it comes what can be true here. Words and likes under one's own posts do; what is about somebody
/// else's is there and not here; whom one followed or blocked is told and left to its owner, since a name is somebody else's on each instance.
/// </summary>
public sealed class ImportedRest(PhotoShareDb db, Comments comments, Likes likes, SavedPosts saved, Collections collections, Accounts accounts)
{
    static readonly string[] People = ["following", "blocked", "muted"];

    internal async Task Take(ImportRun run, ImportedCopy of, CancellationToken ct)
    {
        if (of is not PhotoShareCopy copy) return;
        await foreach (var row in copy.Rows(run, "comments.json", ct)) await Each(run, ImportItemKind.Comment, $"comment/{row.Id("id"):n}", row, row.Text("body"), Comment, ct);
        await foreach (var row in copy.Rows(run, "likes.json", ct)) await Each(run, ImportItemKind.Like, $"like/{row.Id("postId") ?? row.Id("commentId"):n}", row, null, Like, ct);
        await foreach (var row in copy.Rows(run, "saved.json", ct)) await Each(run, ImportItemKind.Saved, $"saved/{row.Id("postId"):n}", row, null, Save, ct);
        await foreach (var row in copy.Rows(run, "collections.json", ct)) await Each(run, ImportItemKind.Collection, $"collection/{row.Id("id"):n}", row, row.Text("name"), Collect, ct);
        foreach (var list in (string[])["follows.json", "apart.json"])
        {
            await foreach (var row in copy.Rows(run, list, ct)) await Tell(run, row, ct);
        }
        await foreach (var row in copy.Rows(run, "profile.json", ct)) await Each(run, ImportItemKind.Profile, $"profile/{row.Id("id"):n}", row, row.Text("username"), Profile, ct);
    }

    delegate Task<(ImportItemStatus Status, Guid? PostId)> Taking(ImportRun run, JsonElement row, CancellationToken ct);

    async Task Each(ImportRun run, ImportItemKind kind, string sourceId, JsonElement row, string? title, Taking take, CancellationToken ct)
    {
        if (run.IsDone(sourceId)) return;
        db.ChangeTracker.Clear();
        var (status, reason, postId) = (ImportItemStatus.Refused, (ImportReason?)null, (Guid?)null);
        try
        {
            (status, postId) = await take(run, row, ct);
        }
        catch (NotTaken no)
        {
            reason = no.Reason;
        }
        catch (Refused refused)
        {
            reason = Refusals.ReasonOf(refused);
        }
        await run.Say(kind, sourceId, status, reason, title, row.Time("createdAt"), postId, ct);
    }

    async Task<(ImportItemStatus, Guid?)> Comment(ImportRun run, JsonElement row, CancellationToken ct)
    {
        var (id, key) = (row.Id("id"), ImportRun.Key($"comment/{row.Id("id"):n}"));
        var postId = await OwnPost(run, row.Id("postId"), ct);
        if (await db.Comments.AnyAsync(c => c.AuthorId == run.Me && (c.ClientMutationId == key || c.Id == id), ct)) return (ImportItemStatus.AlreadyThere, postId);
        Guid? parentId = null;
        if (row.Id("parentId") is { } parent && (parentId = await OwnComment(run, parent, ct)) is null) throw new NotTaken(ImportReason.NotOnOwn);
        var at = row.Time("createdAt") is { } made && made < DateTime.UtcNow ? made : DateTime.UtcNow;
        await comments.Restore(run.Viewer, postId, Names.Unlinked(row.Text("body")) ?? "", parentId, at, row.Time("editedAt"), key, ct);
        return (ImportItemStatus.Imported, postId);
    }

    async Task<(ImportItemStatus, Guid?)> Like(ImportRun run, JsonElement row, CancellationToken ct)
    {
        if (row.Id("commentId") is { } former)
        {
            var commentId = await OwnComment(run, former, ct) ?? throw new NotTaken(ImportReason.NotOnOwn);
            if (await db.Likes.AnyAsync(l => l.UserId == run.Me && l.CommentId == commentId, ct)) return (ImportItemStatus.AlreadyThere, null);
            await likes.LikeComment(run.Viewer, commentId, ct);
            return (ImportItemStatus.Imported, null);
        }
        var postId = await OwnPost(run, row.Id("postId"), ct);
        if (await db.Likes.AnyAsync(l => l.UserId == run.Me && l.PostId == postId, ct)) return (ImportItemStatus.AlreadyThere, postId);
        await likes.LikePost(run.Viewer, postId, ct);
        return (ImportItemStatus.Imported, postId);
    }

    async Task<(ImportItemStatus, Guid?)> Save(ImportRun run, JsonElement row, CancellationToken ct)
    {
        var postId = await OwnPost(run, row.Id("postId"), ct);
        if (await db.SavedPosts.AnyAsync(s => s.UserId == run.Me && s.PostId == postId, ct)) return (ImportItemStatus.AlreadyThere, postId);
        await saved.Save(run.Viewer, postId, null, ct);
        return (ImportItemStatus.Imported, postId);
    }

    /// <summary>One of the same name is taken for the same.</summary>
    async Task<(ImportItemStatus, Guid?)> Collect(ImportRun run, JsonElement row, CancellationToken ct)
    {
        var (name, key) = ((row.Text("name") ?? "").Trim(), ImportRun.Key($"collection/{row.Id("id"):n}"));
        var there = await db.Collections.AsNoTracking().FirstOrDefaultAsync(c => c.OwnerId == run.Me && (c.ClientMutationId == key || c.Name == name), ct);
        var collectionId = there?.Id ?? (await collections.Create(run.Viewer, name, key, ct)).Id;
        var own = new List<Guid>();
        foreach (var former in row.List("posts").Where(post => post.ValueKind == JsonValueKind.String))
            if (Guid.TryParse(former.Text(), out var id) && await FindPost(run, id, ct) is { } postId) own.Add(postId);
        foreach (var some in own.Chunk(Collections.MaxPostsAtOnce)) await collections.Update(run.Viewer, collectionId, null, some, [], ct);
        return (there is null ? ImportItemStatus.Imported : ImportItemStatus.AlreadyThere, null);
    }

    /// <summary>Once for each account that it comes from: what its owner changes here afterwards stays. An account that is private, there or here, is so.</summary>
    async Task<(ImportItemStatus, Guid?)> Profile(ImportRun run, JsonElement row, CancellationToken ct)
    {
        var sourceId = $"profile/{row.Id("id"):n}";
        if (row.Id("id") == run.Me || await db.ImportItems.AnyAsync(i => i.SourceId == sourceId && i.Status == ImportItemStatus.Imported && db.Imports.Any(m => m.Id == i.ImportId && m.UserId == run.Me), ct))
            return (ImportItemStatus.AlreadyThere, null);
        var me = await db.Users.AsNoTracking().SingleAsync(u => u.Id == run.Me, ct);
        Guid? avatar = me.AvatarPhotoId is null && row.Id("avatarPhotoId") is { } former ? await FindPhoto(run, former, ct) : null;
        await accounts.UpdateProfile(run.Viewer, me.DisplayName is null ? row.Text("displayName") : null, me.Bio is null ? Names.Unlinked(row.Text("bio")) : null, avatar, ct);
        if (row.Field("settings") is not { } settings) return (ImportItemStatus.Imported, null);
        await accounts.Choose(run.Viewer, new Choices
        {
            IsPrivate = settings.Flag("isPrivate") == true ? true : null,
            WhoCanComment = settings.Choice<Audience>("whoCanComment"),
            WhoCanMention = settings.Choice<Audience>("whoCanMention"),
            ShowExifByDefault = settings.Flag("showExifByDefault"),
            EmailNotifications = settings.Flag("emailNotifications"),
            PushNotifications = settings.Flag("pushNotifications"),
        }, ct);
        return (ImportItemStatus.Imported, null);
    }

    async Task Tell(ImportRun run, JsonElement row, CancellationToken ct)
    {
        foreach (var what in People)
        {
            if (row.Text(what) is { } name) await run.Say(ImportItemKind.Follow, SourceOf(what, name), ImportItemStatus.Listed, ImportReason.Somebody, $"@{name}", row.Time("createdAt"), null, ct);
        }
        if (row.Text("follower") is { } follower) await run.Say(ImportItemKind.Follow, SourceOf("follower", follower), ImportItemStatus.Listed, ImportReason.Follower, $"@{follower}", row.Time("createdAt"), null, ct);
        if (row.Text("hashtag") is not { } tag || run.IsDone(SourceOf("hashtag", tag))) return;
        var status = ImportItemStatus.Refused;
        if (Markup.IsHashtag(tag) && !tag.Any(char.IsUpper))
        {
            var there = await db.HashtagFollows.AnyAsync(f => f.UserId == run.Me && f.Name == tag, ct);
            status = there ? ImportItemStatus.AlreadyThere : ImportItemStatus.Imported;
            db.ChangeTracker.Clear();
            if (!there) db.Add(new HashtagFollow { UserId = run.Me, Name = tag });
            await db.SaveChangesAsync(ct);
        }
        await run.Say(ImportItemKind.Follow, SourceOf("hashtag", tag), status, status == ImportItemStatus.Refused ? ImportReason.Words : null, $"#{tag}", row.Time("createdAt"), null, ct);
    }

    static string SourceOf(string what, string name) => name.Length <= 60 ? $"{what}/{name}" : $"{what}/{Excerpt.Head(name, 60)}";

    async Task<Guid> OwnPost(ImportRun run, Guid? former, CancellationToken ct) =>
        former is { } id && await FindPost(run, id, ct) is { } postId ? postId : throw new NotTaken(ImportReason.NotOnOwn);

    async Task<Guid?> FindPost(ImportRun run, Guid former, CancellationToken ct)
    {
        var key = ImportRun.Key($"post/{former:n}");
        return await db.Posts.Where(p => p.AuthorId == run.Me && (p.ClientMutationId == key || p.Id == former)).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);
    }

    async Task<Guid?> OwnComment(ImportRun run, Guid former, CancellationToken ct)
    {
        var key = ImportRun.Key($"comment/{former:n}");
        return await db.Comments.Where(c => c.AuthorId == run.Me && (c.ClientMutationId == key || c.Id == former)).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct);
    }

    async Task<Guid?> FindPhoto(ImportRun run, Guid former, CancellationToken ct)
    {
        var key = ImportRun.Key($"photo/{former:n}");
        return await db.Photos.Where(p => p.OwnerId == run.Me && p.Status == PhotoStatus.Ready && (p.ClientMutationId == key || p.Id == former)).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);
    }
}
