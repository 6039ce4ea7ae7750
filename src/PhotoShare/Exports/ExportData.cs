using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>An original and the name it has in the file.</summary>
sealed record ExportedFile(Guid PhotoId, string Name)
{
    internal static string NameOf(Guid photoId, string contentType) => $"photos/{Photo.NameOf(photoId, contentType)}";
}

/// <summary>What one person has here, row by row. Every query is theirs alone; others appear by their public names, as far as the person sees them.</summary>
sealed class ExportData(PhotoShareDb db, Envelope envelope, Viewer viewer)
{
    readonly Guid me = viewer.Required;

    public async IAsyncEnumerable<object> Profile([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var user in db.Users.AsNoTracking().Where(u => u.Id == me).AsAsyncEnumerable().WithCancellation(ct))
            yield return new
            {
                user.Id,
                user.Username,
                user.DisplayName,
                user.Bio,
                Email = await envelope.OpenField(me, PersonalFields.Email, user.SealedEmail, ct),
                user.EmailConfirmed,
                Phone = await envelope.OpenField(me, PersonalFields.Phone, user.SealedPhone, ct),
                user.CreatedAt,
                user.AvatarPhotoId,
                Settings = new { user.IsPrivate, user.WhoCanComment, user.WhoCanMention, user.HidesLikes, user.ShowExifByDefault, user.EmailNotifications, user.PushNotifications },
            };
    }

    public async IAsyncEnumerable<object> Photos([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var photo in db.Photos.AsNoTracking().Where(p => p.OwnerId == me).OrderBy(p => p.Id).AsAsyncEnumerable().WithCancellation(ct))
            yield return new
            {
                photo.Id,
                File = ExportedFile.NameOf(photo.Id, photo.ContentType),
                photo.FileName,
                photo.ContentType,
                photo.ByteSize,
                photo.Sha256,
                photo.Status,
                photo.AltText,
                photo.Width,
                photo.Height,
                photo.PostId,
                photo.CreatedAt,
                photo.TakenAt,
                photo.ShowCamera,
                photo.ShowLocation,
                Camera = await envelope.OpenMetadata(photo, ct),
            };
    }

    public IAsyncEnumerable<object> Posts() => db.Posts.AsNoTracking().Where(p => p.AuthorId == me).OrderBy(p => p.Id).Select(p => new
    {
        p.Id,
        p.Caption,
        p.Visibility,
        p.ContentWarning,
        p.CommentsEnabled,
        p.HidesLikes,
        p.CreatedAt,
        p.EditedAt,
        p.PublishedAt,
        Place = db.Places.Where(place => place.Id == p.PlaceId).Select(place => new { place.Name, place.Latitude, place.Longitude }).FirstOrDefault(),
        Photos = p.Photos.OrderBy(photo => photo.Position).Select(photo => photo.Id).ToList(),
    }).AsAsyncEnumerable();

    public IAsyncEnumerable<object> Comments() => db.Comments.AsNoTracking().Where(c => c.AuthorId == me).OrderBy(c => c.Id)
        .Select(c => new { c.Id, c.PostId, c.ParentId, c.Body, c.CreatedAt, c.EditedAt }).AsAsyncEnumerable();

    public IAsyncEnumerable<object> Likes() => db.Likes.AsNoTracking().Where(l => l.UserId == me).OrderBy(l => l.Id)
        .Select(l => new { l.PostId, l.CommentId, l.CreatedAt }).AsAsyncEnumerable();

    public async IAsyncEnumerable<object> Follows()
    {
        var people = db.Users.VisibleTo(viewer);
        var follows = db.Follows.AsNoTracking().OrderBy(f => f.Id);
        await foreach (var row in follows.Where(f => f.FollowerId == me).Join(people, f => f.FolloweeId, u => u.Id, (f, u) => new { Following = u.UserName, f.CreatedAt, f.AcceptedAt }).AsAsyncEnumerable())
            yield return row;
        await foreach (var row in follows.Where(f => f.FolloweeId == me).Join(people, f => f.FollowerId, u => u.Id, (f, u) => new { Follower = u.UserName, f.CreatedAt, f.AcceptedAt }).AsAsyncEnumerable())
            yield return row;
        await foreach (var row in db.HashtagFollows.AsNoTracking().Where(f => f.UserId == me).OrderBy(f => f.Id).Select(f => new { Hashtag = f.Name, f.CreatedAt }).AsAsyncEnumerable())
            yield return row;
    }

    public IAsyncEnumerable<object> Saved() => db.SavedPosts.VisibleTo(viewer).OrderBy(s => s.Id).Select(s => new { s.PostId, s.CreatedAt }).AsAsyncEnumerable();

    public IAsyncEnumerable<object> Collections()
    {
        var saved = db.SavedPosts.VisibleTo(viewer);
        return db.Collections.VisibleTo(viewer).OrderBy(c => c.Id).Select(c => new
        {
            c.Id,
            c.Name,
            c.CreatedAt,
            Posts = c.Items.OrderBy(i => i.Id).Where(i => saved.Any(s => s.Id == i.SavedPostId)).Select(i => i.SavedPost!.PostId).ToList(),
        }).AsAsyncEnumerable();
    }

    public async IAsyncEnumerable<object> Apart()
    {
        var people = db.Users.VisibleTo(viewer);
        await foreach (var row in db.Blocks.Where(b => b.BlockerId == me).OrderBy(b => b.Id).Join(people, b => b.BlockedId, u => u.Id, (b, u) => new { Blocked = u.UserName, b.CreatedAt }).AsAsyncEnumerable())
            yield return row;
        await foreach (var row in db.Mutes.Where(m => m.MuterId == me).OrderBy(m => m.Id).Join(people, m => m.MutedId, u => u.Id, (m, u) => new { Muted = u.UserName, m.CreatedAt }).AsAsyncEnumerable())
            yield return row;
        await foreach (var row in db.Restrictions.Where(r => r.RestricterId == me).OrderBy(r => r.Id).Join(people, r => r.RestrictedId, u => u.Id, (r, u) => new { Restricted = u.UserName, r.CreatedAt }).AsAsyncEnumerable())
            yield return row;
    }

    /// <summary>The photos whose bytes are here.</summary>
    public async Task<IReadOnlyList<ExportedFile>> Originals(CancellationToken ct) =>
        (await db.Photos.Where(p => p.OwnerId == me && p.Status != PhotoStatus.Pending).OrderBy(p => p.Id).Select(p => new { p.Id, p.ContentType }).ToListAsync(ct))
            .ConvertAll(p => new ExportedFile(p.Id, ExportedFile.NameOf(p.Id, p.ContentType)));
}
