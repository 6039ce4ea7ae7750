using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Posts: made, changed, deleted, published.</summary>
public sealed class Posts(PhotoShareDb db, IEventBus events, Places places, WordFilter words)
{
    /// <summary>
    /// Makes a post of one's own uploaded photos, in the order given. They may still be in processing: nobody else sees the post
    /// before all are ready. The same <paramref name="clientMutationId"/> gives the same post.
    /// </summary>
    public Task<Post> Create(
        Viewer viewer, IReadOnlyList<Guid> photoIds, string? caption, Visibility visibility, string? contentWarning, bool commentsEnabled, PlaceChoice? place, string? clientMutationId, CancellationToken ct, bool hidesLikes = false) =>
        Create(viewer, photoIds, caption, visibility, contentWarning, commentsEnabled, place, clientMutationId, null, ct, hidesLikes);

    /// <summary>The same for a post that was made elsewhere before: it has its place in time, and nobody is told of it as of news.</summary>
    internal async Task<Post> Create(
        Viewer viewer, IReadOnlyList<Guid> photoIds, string? caption, Visibility visibility, string? contentWarning, bool commentsEnabled, PlaceChoice? place, string? clientMutationId, MadeElsewhere? made, CancellationToken ct, bool hidesLikes = false)
    {
        var me = viewer.Required;
        PhotoShareDb.CheckClientMutationId(clientMutationId);
        if (await Existing(me, clientMutationId, ct) is { } existing) return existing;
        await db.CheckMaySpeak(me, ct);
        if (photoIds.Count is 0 or > Post.MaxPhotos)
            throw new Refused("PHOTO_COUNT", $"A post has 1 to {Post.MaxPhotos} photos; this one has {photoIds.Count}.", "photoIds") { Constraint = $"count 1..{Post.MaxPhotos}" };
        if (photoIds.Distinct().Count() != photoIds.Count)
            throw new Refused("PHOTO_TWICE", "A photo stands in a post once.", "photoIds");
        try
        {
            await CheckPhotos(me, photoIds, ct);
        }
        catch (Refused) when (clientMutationId is not null)
        {
            // The same request at the same moment may have posted the photos just now.
            if (await Existing(me, clientMutationId, ct) is { } first) return first;
            throw;
        }

        (caption, contentWarning) = (CaptionOf(caption), ContentWarningOf(contentWarning));
        var altTexts = await db.Photos.Where(p => photoIds.Contains(p.Id) && p.AltText != null).Select(p => p.AltText).ToListAsync(ct);
        var findings = await words.Check(db, ct, [("caption", caption), ("contentWarning", contentWarning), ("place.new.name", place?.Named?.Name), .. altTexts.Select(text => ("photoIds", text))]);
        Post post;
        try
        {
            post = await db.Atomically(async () =>
            {
                var now = DateTime.UtcNow;
                var post = new Post
                {
                    Id = made is null ? RowId.Next() : RowId.NextAt(made.At),
                    AuthorId = me,
                    Caption = caption,
                    Visibility = visibility,
                    ContentWarning = contentWarning,
                    CommentsEnabled = commentsEnabled,
                    HidesLikes = hidesLikes,
                    CreatedAt = made?.At ?? now,
                    EditedAt = made?.EditedAt,
                    ImportedAt = made is null ? null : now,
                    ClientMutationId = clientMutationId,
                };
                if (place is not null) post.PlaceId = await places.Chosen(viewer, place, ct);
                await Mark(post, ct);
                await db.Measure(findings, post, ct);
                await SaveWithPhotos(post, photoIds, ct);
                return post;
            }, ct);
        }
        catch (DbUpdateException) when (clientMutationId is not null)
        {
            // The same request came twice at once: the unique index let one through.
            db.ChangeTracker.Clear();
            return await Existing(me, clientMutationId, ct) ?? throw new InvalidOperationException("A post could not be saved, and it was not a repetition.");
        }
        if (post.PublishedAt is not null && made is null)
        {
            await events.Publish(new PostPublished(post.Id), ct);
            await events.Publish(new NotificationCaused(), ct);
        }
        return post;
    }

    /// <summary>Changes caption, audience, warning, place or whether comments are open. <c>null</c> leaves a field as it is; an empty text clears it.</summary>
    public async Task<Post> Update(Viewer viewer, Guid postId, string? caption, Visibility? visibility, string? contentWarning, bool? commentsEnabled, PlaceChoice? place, CancellationToken ct, bool? hidesLikes = null)
    {
        var (post, told) = await db.Atomically(() => Change(viewer, postId, caption, visibility, contentWarning, commentsEnabled, place, hidesLikes, ct), ct);
        if (told) await events.Publish(new NotificationCaused(), ct);
        await events.Publish(new PostChanged(post.Id, PostChange.Edited), ct);
        return post;
    }

    async Task<(Post Post, bool Told)> Change(Viewer viewer, Guid postId, string? caption, Visibility? visibility, string? contentWarning, bool? commentsEnabled, PlaceChoice? place, bool? hidesLikes, CancellationToken ct)
    {
        var me = viewer.Required;
        var post = await db.Posts.Include(p => p.Hashtags).Include(p => p.Mentions).AsSplitQuery().SingleOrDefaultAsync(p => p.Id == postId && p.AuthorId == me, ct)
            ?? throw await Absent(viewer, postId, ct);
        var told = false;
        // Who is suspended may still show less.
        if (caption is not null || contentWarning is not null || place is not null || visibility < post.Visibility) await db.CheckMaySpeak(me, ct);
        var (caption0, warning0) = (post.Caption, post.ContentWarning);
        if (caption is not null && CaptionOf(caption) is var text && text != post.Caption)
        {
            post.Caption = text;
            post.EditedAt = DateTime.UtcNow;
            var known = post.Mentions.Select(m => m.UserId).ToList();
            await Mark(post, ct);
            told = await TellOfEdit(post, known, ct);
        }
        post.Visibility = visibility ?? post.Visibility;
        if (contentWarning is not null && ContentWarningOf(contentWarning) is var warning && warning != post.ContentWarning)
        {
            if (post.WarnedAt is not null) throw Refused.Forbidden("The moderators gave this post its content warning. You can appeal against it.", "contentWarning");
            post.ContentWarning = warning;
        }
        post.CommentsEnabled = commentsEnabled ?? post.CommentsEnabled;
        post.HidesLikes = hidesLikes ?? post.HidesLikes;
        if (place is not null) post.PlaceId = await places.Chosen(viewer, place, ct);
        var findings = await words.Check(db, ct,
            ("caption", post.Caption == caption0 ? null : post.Caption), ("contentWarning", post.ContentWarning == warning0 ? null : post.ContentWarning), ("place.new.name", place?.Named?.Name));
        await db.Measure(findings, post, ct);
        await db.SaveChangesAsync(ct);
        return (post, told || findings.Count > 0);
    }

    /// <summary>Deletes a post with its photos, comments and likes: one's own, or for a moderator a reported one. The bytes follow by a worker.</summary>
    public async Task Delete(Viewer viewer, Guid postId, CancellationToken ct)
    {
        var post = await db.Posts.DeletableBy(viewer).Include(p => p.Photos).SingleOrDefaultAsync(p => p.Id == postId, ct)
            ?? throw await Absent(viewer, postId, ct);
        var judged = db.JudgedBy(viewer, ReportSubject.Post, postId, new Judged(post.AuthorId, postId, post.Caption));
        await db.CloseReports([postId, .. post.Photos.Select(p => p.Id)], judged, ct);
        db.AddRange(post.Photos.SelectMany(BlobDeletion.Of));
        db.RemoveRange(post.Photos);
        db.Remove(post);
        await db.SaveChangesAsync(ct);
        await events.Publish(new PostChanged(postId, PostChange.Deleted), ct);
        if (judged is not null) await events.Publish(new NotificationCaused(), ct);
    }

    async Task<Post?> Existing(Guid me, string? clientMutationId, CancellationToken ct) =>
        clientMutationId is null ? null : await db.Posts.AsNoTracking().SingleOrDefaultAsync(p => p.AuthorId == me && p.ClientMutationId == clientMutationId, ct);

    async Task CheckPhotos(Guid me, IReadOnlyList<Guid> photoIds, CancellationToken ct)
    {
        var photos = await db.Photos.AsNoTracking().Where(p => p.OwnerId == me && photoIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        for (var i = 0; i < photoIds.Count; i++)
        {
            var path = $"photoIds.{i}";
            if (!photos.TryGetValue(photoIds[i], out var photo)) throw Refused.NotFound("There is no such photo.", path);
            if (photo.PostId is not null) throw PostedAlready(path);
            if (photo.Status == PhotoStatus.Pending) throw Refused.Conflict("PHOTO_NOT_UPLOADED", "The photo is not all here yet. Complete its upload first.", path);
            if (photo.Status == PhotoStatus.Failed) throw Refused.Conflict("PHOTO_FAILED", $"The photo cannot be posted. {photo.FailureMessage}", path);
            // One that is still in processing is looked at when its post is published.
            if (photo.PerceptualHash is { } hash && await db.RemovedLike([hash], ct) is not null)
                throw new Refused("REMOVED_IMAGE", "The photo looks like one that the moderators removed, and cannot be posted.", path, RefusalKind.Forbidden);
        }
    }

    /// <summary>
    /// Saves the post, takes its photos, and publishes it if all are ready. A photo that another post took meanwhile undoes all of it; one
    /// that becomes ready meanwhile waits for its row, and then finds the post.
    /// </summary>
    async Task SaveWithPhotos(Post post, IReadOnlyList<Guid> photoIds, CancellationToken ct)
    {
        db.Add(post);
        await db.SaveChangesAsync(ct);
        for (var i = 0; i < photoIds.Count; i++)
        {
            var (photoId, position) = (photoIds[i], i);
            var taken = await db.Photos.Where(p => p.Id == photoId && p.PostId == null)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.PostId, post.Id).SetProperty(p => p.Position, position), ct);
            if (taken == 0) throw PostedAlready($"photoIds.{i}");
        }
        if (await db.PublishReady(post.Id, ct) > 0) await db.Entry(post).ReloadAsync(ct);
    }

    /// <summary>Writes down which tags and people a caption names.</summary>
    async Task Mark(Post post, CancellationToken ct)
    {
        var tags = Markup.HashtagsOf(post.Caption);
        foreach (var gone in post.Hashtags.Where(h => !tags.Contains(h.Name)).ToList()) post.Hashtags.Remove(gone);
        foreach (var name in tags.Except(post.Hashtags.Select(h => h.Name)).ToList()) post.Hashtags.Add(new PostHashtag { PostId = post.Id, Name = name });

        var people = await db.Named(post.AuthorId, post.Caption, ct);
        foreach (var gone in post.Mentions.Where(m => !people.Contains(m.UserId)).ToList()) post.Mentions.Remove(gone);
        foreach (var id in people.Except(post.Mentions.Select(m => m.UserId)).ToList()) post.Mentions.Add(new PostMention { PostId = post.Id, UserId = id });
    }

    /// <summary>Of a post that others see, those are told whom an edit names for the first time. Before it is published nobody is.</summary>
    async Task<bool> TellOfEdit(Post post, IReadOnlyCollection<Guid> known, CancellationToken ct)
    {
        if (post.PublishedAt is null) return false;
        var named = post.Mentions.Select(m => m.UserId).ToList();
        var causes = db.NotificationCauses.Where(c => c.PostId == post.Id && c.CommentId == null && c.Kind == NotificationKind.Mention);
        await db.TakeBackMentions(causes, named, ct);
        var told = await causes.Select(c => c.RecipientId).ToListAsync(ct);
        return await db.Tell(post.AuthorId, named.Except(known).Except(told).Select(name => Publishing.MentionIn(post.Id, post.AuthorId, name)), ct);
    }

    /// <summary>Somebody else's post that the viewer sees is forbidden; one that they do not see is not there.</summary>
    async Task<Refused> Absent(Viewer viewer, Guid postId, CancellationToken ct) =>
        await db.Posts.VisibleTo(viewer).AnyAsync(p => p.Id == postId, ct)
            ? Refused.Forbidden("Only its author may change a post.", "postId")
            : Refused.NotFound("There is no such post.", "postId");

    static Refused PostedAlready(string path) => Refused.Conflict("PHOTO_POSTED", "The photo is in a post already.", path);

    static string? CaptionOf(string? text) => OptionalText.Of(text, Post.MaxCaptionLength,
        length => new Refused("CAPTION", $"A caption has at most {Post.MaxCaptionLength:N0} characters; this one has {length:N0}.", "caption") { Constraint = $"length 0..{Post.MaxCaptionLength}" });

    internal static string? ContentWarningOf(string? text) => OptionalText.Of(text, Post.MaxContentWarningLength,
        _ => new Refused("CONTENT_WARNING", $"A content warning has at most {Post.MaxContentWarningLength} characters.", "contentWarning") { Constraint = $"length 0..{Post.MaxContentWarningLength}" });
}
