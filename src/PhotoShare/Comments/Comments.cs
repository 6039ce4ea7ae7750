using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Comments: added, changed, deleted.</summary>
public sealed class Comments(PhotoShareDb db, IEventBus events, WordFilter words)
{
    /// <summary>
    /// Who comments on the same post stands in line here, in order and for nothing, instead of in the database, where each who waits for
    /// the post's lock holds a connection, and on SQLite a thread. The lock decides all the same: there may be other servers.
    /// </summary>
    static readonly SemaphoreSlim[] Lines = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Adds a comment, or with <paramref name="parentId"/> a reply; a reply to a reply joins its thread. The same <paramref name="clientMutationId"/> gives the same comment.</summary>
    public async Task<Comment> Add(Viewer viewer, Guid postId, string body, Guid? parentId, string? clientMutationId, CancellationToken ct)
    {
        var me = viewer.Required;
        PhotoShareDb.CheckClientMutationId(clientMutationId);
        if (await Existing(viewer, clientMutationId, ct) is { } existing) return existing;
        body = BodyOf(body);
        await db.CheckMaySpeak(me, ct);
        if (await db.WhyNotCommentable(viewer, postId, ct) is { } refusal) throw refusal;

        var comment = new Comment { PostId = postId, AuthorId = me, ParentId = await ThreadOf(viewer, postId, parentId, ct), Body = body, ClientMutationId = clientMutationId };
        var findings = await words.Check(db, ct, ("body", body));
        var told = await db.ToldOf(me, await CausesOf(comment, parentId, ct), ct);
        try
        {
            await Save(comment, told, findings, ct);
        }
        catch (DbUpdateException) when (clientMutationId is not null)
        {
            // The same request came twice at once: the unique index let one through.
            db.ChangeTracker.Clear();
            if (await Existing(viewer, clientMutationId, ct) is { } first) return first;
            throw;
        }
        await events.Publish(new CommentAdded(postId), ct);
        await events.Publish(new PostChanged(postId, PostChange.Comments), ct);
        if (told.Count + findings.Count > 0) await events.Publish(new NotificationCaused(), ct);
        return comment;
    }

    /// <summary>A comment that its author made under a post of their own, elsewhere, before: it comes last here, with the time that it has, and nobody is told.</summary>
    /// <param name="parentId">A comment of theirs under the same post that starts a thread.</param>
    internal async Task Restore(Viewer viewer, Guid postId, string body, Guid? parentId, DateTime at, DateTime? editedAt, string clientMutationId, CancellationToken ct)
    {
        var me = viewer.Required;
        await db.CheckMaySpeak(me, ct);
        var comment = new Comment { PostId = postId, AuthorId = me, ParentId = parentId, Body = BodyOf(body), CreatedAt = at, EditedAt = editedAt, ClientMutationId = clientMutationId };
        await Save(comment, [], await words.Check(db, ct, ("body", comment.Body)), ct);
    }

    /// <summary>Changes the words of one's own comment.</summary>
    public async Task<Comment> Update(Viewer viewer, Guid commentId, string body, CancellationToken ct)
    {
        body = BodyOf(body);
        var (comment, changed, told) = await db.Atomically(() => Change(viewer, commentId, body, ct), ct);
        if (told) await events.Publish(new NotificationCaused(), ct);
        if (changed) await events.Publish(new PostChanged(comment.PostId, PostChange.Comments), ct);
        return comment;
    }

    async Task<(Comment Comment, bool Changed, bool Told)> Change(Viewer viewer, Guid commentId, string body, CancellationToken ct)
    {
        var comment = await Seen(viewer, commentId, ct);
        if (comment.AuthorId != viewer.Required) throw Refused.Forbidden("Only its author may change a comment.", "commentId");
        if (comment.Body == body) return (comment, false, false);
        await db.CheckMaySpeak(comment.AuthorId, ct);
        comment.Body = body;
        comment.EditedAt = DateTime.UtcNow;
        // What was approved were other words.
        comment.ApprovedAt = null;
        var findings = await words.Check(db, ct, ("body", body));
        await db.Measure(findings, comment, ct);
        var told = await TellOfEdit(comment, ct) || findings.Count > 0;
        await db.SaveChangesAsync(ct);
        return (comment, true, told);
    }

    /// <summary>Lets everybody see a comment of somebody whom the viewer restricted, under a post of the viewer's own. Until its author changes it.</summary>
    public async Task<Comment> Approve(Viewer viewer, Guid commentId, CancellationToken ct)
    {
        var me = viewer.Required;
        var comment = await Seen(viewer, commentId, ct);
        if (!await db.Posts.AnyAsync(p => p.Id == comment.PostId && p.AuthorId == me, ct)) throw Refused.Forbidden("Only the post's author may approve a comment.", "commentId");
        if (!await db.Comments.ApprovableBy(viewer).AnyAsync(c => c.Id == commentId, ct)) return comment;
        comment.ApprovedAt = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
        await events.Publish(new PostChanged(comment.PostId, PostChange.Comments), ct);
        return comment;
    }

    /// <summary>Deletes a comment and its replies: one's own, or any under one's own post, or for a moderator a reported one.</summary>
    public async Task<Comment> Delete(Viewer viewer, Guid commentId, CancellationToken ct)
    {
        var comment = await db.Atomically(async () =>
        {
            var comment = await Seen(viewer, commentId, ct);
            if (!await db.Comments.DeletableBy(viewer).AnyAsync(c => c.Id == commentId, ct))
                throw Refused.Forbidden("Only its author or the post's may delete a comment.", "commentId");
            var replies = await db.Comments.Where(reply => reply.ParentId == commentId).Select(reply => reply.Id).ToListAsync(ct);
            await db.Comments.Where(reply => reply.ParentId == commentId).ExecuteDeleteAsync(ct);
            db.Remove(comment);
            var ofPost = await db.Posts.AnyAsync(p => p.Id == comment.PostId && p.AuthorId == viewer.Id, ct);
            await db.CloseReports([commentId, .. replies], ofPost ? null : db.JudgedBy(viewer, ReportSubject.Comment, commentId, new Judged(comment.AuthorId, comment.PostId, comment.Body)), ct);
            await db.SaveChangesAsync(ct);
            return comment;
        }, ct);
        await events.Publish(new PostChanged(comment.PostId, PostChange.Comments), ct);
        return comment;
    }

    /// <summary>The same comment, if the viewer sees it: their own may be under a post of somebody who has blocked them since.</summary>
    async Task<Comment?> Existing(Viewer viewer, string? clientMutationId, CancellationToken ct) =>
        clientMutationId is null ? null : await db.Comments.VisibleTo(viewer).SingleOrDefaultAsync(c => c.AuthorId == viewer.Id && c.ClientMutationId == clientMutationId, ct);

    /// <summary>Saves a comment under its post's next number. The update locks the post's row until the commit, so the numbers appear in their order.</summary>
    async Task Save(Comment comment, IReadOnlyList<NotificationCause> told, IReadOnlyList<WordFinding> findings, CancellationToken ct)
    {
        var line = Lines[(uint)comment.PostId.GetHashCode() % Lines.Length];
        await line.WaitAsync(ct);
        try
        {
            await db.Atomically(() => SaveNumbered(comment, told, findings, ct), ct);
        }
        finally
        {
            line.Release();
        }
    }

    async Task SaveNumbered(Comment comment, IReadOnlyList<NotificationCause> told, IReadOnlyList<WordFinding> findings, CancellationToken ct)
    {
        var next = await db.Database.SqlQuery<long>($"UPDATE posts SET comment_position = comment_position + 1 WHERE id = {comment.PostId} RETURNING comment_position").ToListAsync(ct);
        if (next.Count == 0) throw Refused.NotFound("There is no such post.", "postId");
        comment.Position = next[0];
        db.Add(comment);
        db.AddRange(told);
        await db.Measure(findings, comment, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Whom a comment concerns, what concerns them most first: whom it answers and whose thread it is in, whose post it is under, whom it names.</summary>
    async Task<IReadOnlyList<NotificationCause>> CausesOf(Comment comment, Guid? parentId, CancellationToken ct)
    {
        var posters = await db.Posts.Where(p => p.Id == comment.PostId).Select(p => p.AuthorId).ToListAsync(ct);
        var answered = comment.ParentId is null ? [] : await db.Comments.Where(c => c.Id == parentId || c.Id == comment.ParentId).Select(c => c.AuthorId).ToListAsync(ct);
        return
        [
            .. answered.Select(author => Cause(comment, author, NotificationKind.Reply)),
            .. posters.Select(author => Cause(comment, author, NotificationKind.Comment)),
            .. (await db.Named(comment.AuthorId, comment.Body, ct)).Select(named => Cause(comment, named, NotificationKind.Mention)),
        ];
    }

    /// <summary>Whom an edit names and who was not told of the comment in any way before.</summary>
    async Task<bool> TellOfEdit(Comment comment, CancellationToken ct)
    {
        var named = await db.Named(comment.AuthorId, comment.Body, ct);
        var causes = db.NotificationCauses.Where(c => c.CommentId == comment.Id && c.Kind != NotificationKind.Like);
        await db.TakeBackMentions(causes, named, ct);
        var told = await causes.Select(c => c.RecipientId).ToListAsync(ct);
        return await db.Tell(comment.AuthorId, named.Except(told).Select(name => Cause(comment, name, NotificationKind.Mention)), ct);
    }

    static NotificationCause Cause(Comment comment, Guid recipient, NotificationKind kind) =>
        new() { RecipientId = recipient, ActorId = comment.AuthorId, Kind = kind, PostId = comment.PostId, CommentId = comment.Id };

    async Task<Guid?> ThreadOf(Viewer viewer, Guid postId, Guid? parentId, CancellationToken ct)
    {
        if (parentId is null) return null;
        var parent = await db.Comments.VisibleTo(viewer).SingleOrDefaultAsync(c => c.Id == parentId && c.PostId == postId, ct)
            ?? throw Refused.NotFound("There is no such comment under this post.", "parentId");
        return parent.ParentId ?? parent.Id;
    }

    async Task<Comment> Seen(Viewer viewer, Guid commentId, CancellationToken ct) =>
        await db.Comments.VisibleTo(viewer).AsTracking().SingleOrDefaultAsync(c => c.Id == commentId, ct)
            ?? throw Refused.NotFound("There is no such comment.", "commentId");

    static string BodyOf(string body)
    {
        body = body.Trim();
        return body.Length is > 0 and <= Comment.MaxLength
            ? body
            : throw new Refused("COMMENT_BODY", $"A comment has 1 to {Comment.MaxLength:N0} characters; this one has {body.Length:N0}.", "body") { Constraint = $"length 1..{Comment.MaxLength}" };
    }
}
