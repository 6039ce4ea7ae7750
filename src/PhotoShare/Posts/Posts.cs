using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Posts: made, changed, deleted, published.</summary>
public sealed class Posts(PhotoShareDb db, IEventBus events, Places places)
{
    /// <summary>
    /// Makes a post of one's own uploaded photos, in the order given. They may still be in processing: nobody else sees the post
    /// before all are ready. The same <paramref name="clientMutationId"/> gives the same post.
    /// </summary>
    public async Task<Post> Create(
        Viewer viewer, IReadOnlyList<Guid> photoIds, string? caption, Visibility visibility, string? contentWarning, bool commentsEnabled, PlaceChoice? place, string? clientMutationId, CancellationToken ct)
    {
        var me = viewer.Required;
        PhotoShareDb.CheckClientMutationId(clientMutationId);
        if (await Existing(me, clientMutationId, ct) is { } existing) return existing;
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

        var post = new Post
        {
            AuthorId = me,
            Caption = CaptionOf(caption),
            Visibility = visibility,
            ContentWarning = ContentWarningOf(contentWarning),
            CommentsEnabled = commentsEnabled,
            PlaceId = place is null ? null : await places.Chosen(viewer, place, ct),
            ClientMutationId = clientMutationId,
        };
        await Mark(post, ct);
        try
        {
            await SaveWithPhotos(post, photoIds, ct);
        }
        catch (DbUpdateException) when (clientMutationId is not null)
        {
            // The same request came twice at once: the unique index let one through.
            db.ChangeTracker.Clear();
            return await Existing(me, clientMutationId, ct) ?? throw new InvalidOperationException("A post could not be saved, and it was not a repetition.");
        }
        if (await db.PublishReady(post.Id, ct) > 0)
        {
            await db.Entry(post).ReloadAsync(ct);
            await events.Publish(new PostPublished(post.Id), ct);
            await events.Publish(new NotificationCaused(), ct);
        }
        return post;
    }

    /// <summary>Changes caption, audience, warning, place or whether comments are open. <c>null</c> leaves a field as it is; an empty text clears it.</summary>
    public async Task<Post> Update(Viewer viewer, Guid postId, string? caption, Visibility? visibility, string? contentWarning, bool? commentsEnabled, PlaceChoice? place, CancellationToken ct)
    {
        var me = viewer.Required;
        var post = await db.Posts.Include(p => p.Hashtags).Include(p => p.Mentions).AsSplitQuery().SingleOrDefaultAsync(p => p.Id == postId && p.AuthorId == me, ct)
            ?? throw await Absent(viewer, postId, ct);
        var told = false;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (caption is not null && CaptionOf(caption) is var text && text != post.Caption)
        {
            post.Caption = text;
            post.EditedAt = DateTime.UtcNow;
            var known = post.Mentions.Select(m => m.UserId).ToList();
            await Mark(post, ct);
            told = await TellOfEdit(post, known, ct);
        }
        post.Visibility = visibility ?? post.Visibility;
        if (contentWarning is not null) post.ContentWarning = ContentWarningOf(contentWarning);
        post.CommentsEnabled = commentsEnabled ?? post.CommentsEnabled;
        if (place is not null) post.PlaceId = await places.Chosen(viewer, place, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (told) await events.Publish(new NotificationCaused(), ct);
        await events.Publish(new PostChanged(post.Id, PostChange.Edited), ct);
        return post;
    }

    /// <summary>Deletes a post with its photos, comments and likes: one's own, or for a moderator a reported one. The bytes follow by a worker.</summary>
    public async Task Delete(Viewer viewer, Guid postId, CancellationToken ct)
    {
        var post = await db.Posts.DeletableBy(viewer).Include(p => p.Photos).SingleOrDefaultAsync(p => p.Id == postId, ct)
            ?? throw await Absent(viewer, postId, ct);
        await db.CloseReports([postId, .. post.Photos.Select(p => p.Id)], ct);
        db.AddRange(post.Photos.SelectMany(BlobDeletion.Of));
        db.RemoveRange(post.Photos);
        db.Remove(post);
        await db.SaveChangesAsync(ct);
        await events.Publish(new PostChanged(postId, PostChange.Deleted), ct);
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
        }
    }

    /// <summary>Saves the post and takes its photos in one transaction; a photo that another post took meanwhile undoes all of it.</summary>
    async Task SaveWithPhotos(Post post, IReadOnlyList<Guid> photoIds, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Add(post);
        await db.SaveChangesAsync(ct);
        for (var i = 0; i < photoIds.Count; i++)
        {
            var (photoId, position) = (photoIds[i], i);
            var taken = await db.Photos.Where(p => p.Id == photoId && p.PostId == null)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.PostId, post.Id).SetProperty(p => p.Position, position), ct);
            if (taken == 0) throw PostedAlready($"photoIds.{i}");
        }
        await transaction.CommitAsync(ct);
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

    static string? ContentWarningOf(string? text) => OptionalText.Of(text, Post.MaxContentWarningLength,
        _ => new Refused("CONTENT_WARNING", $"A content warning has at most {Post.MaxContentWarningLength} characters.", "contentWarning") { Constraint = $"length 0..{Post.MaxContentWarningLength}" });
}
