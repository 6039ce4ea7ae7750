using Microsoft.EntityFrameworkCore;
using PhotoShare.Web;

namespace PhotoShare.Tests;

/// <summary>What a test needs somebody to have before it starts, made by the use cases and the real image function.</summary>
static class Belongings
{
    public static string ContentTypeOf(string file) => Path.GetExtension(file) switch
    {
        ".jpg" => "image/jpeg",
        var extension => $"image/{extension[1..]}",
    };

    public static string PhotoId(Guid id) => new GlobalId("Photo", id).Text;
    public static string PostId(Guid id) => new GlobalId("Post", id).Text;
    public static string HashtagId(string name) => new GlobalId("Hashtag", name).Text;
    public static string CommentId(Guid id) => new GlobalId("Comment", id).Text;

    /// <summary>Uploads a photo and waits until it is ready.</summary>
    public static async Task<Guid> AddPhoto(this Person person, string file = "gray.jpg")
    {
        var id = await person.Upload(file);
        var photo = await person.Processed(id);
        return photo.Status == PhotoStatus.Ready ? id : throw new Xunit.Sdk.XunitException($"{file} is {photo.Status}: {photo.FailureCode} {photo.FailureMessage}");
    }

    /// <summary>Uploads a photo and does not wait.</summary>
    public static async Task<Guid> Upload(this Person person, string file)
    {
        await using var content = File.OpenRead(Repository.Photo(file));
        return (await person.House.Use<Uploads, Photo>(uploads => uploads.Receive(person.Viewer, file, ContentTypeOf(file), content, null, null, default))).Id;
    }

    /// <summary>The photo's row once it is ready or failed.</summary>
    public static Task<Photo> Processed(this Person person, Guid photoId) => Eventually.Becomes(
        () => person.House.Database(db => db.Photos.AsNoTracking().SingleAsync(p => p.Id == photoId)),
        photo => photo.Status is PhotoStatus.Ready or PhotoStatus.Failed,
        $"the photo {photoId} is ready or failed", TimeSpan.FromSeconds(60));

    public static async Task<Guid> AddPost(this Person person, string? caption, params Guid[] photos) =>
        (await person.House.Use<Posts, Post>(posts => posts.Create(person.Viewer, photos, caption, Visibility.Public, null, true, null, null, default))).Id;

    public static async Task<Guid> AddComment(this Person person, Guid postId, string body, Guid? parent = null) =>
        (await person.House.Use<Comments, Comment>(comments => comments.Add(person.Viewer, postId, body, parent, null, default))).Id;

    public static Task Follow(this Person person, Person whom) =>
        person.House.Use<Follows>(follows => follows.Follow(person.Viewer, whom.Viewer.Required, default));

    public static Task Like(this Person person, Guid postId) => person.House.Use<Likes>(likes => likes.LikePost(person.Viewer, postId, default));

    public static Task Mute(this Person person, Person whom) => person.House.Use<Blocks>(blocks => blocks.Mute(person.Viewer, whom.Viewer.Required, default));

    /// <summary>
    /// A ready photo without work for the image function: the row of another's photo anew, showing the same bytes.
    /// For tests that need many and are not about processing.
    /// </summary>
    public static Task<Guid> AddQuickPhoto(this Person person) => person.House.Database(async db =>
    {
        var model = await db.Photos.AsNoTracking().SingleAsync(p => p.Id == person.House.PrivatePhoto);
        var photo = new Photo
        {
            OwnerId = person.Viewer.Required,
            FileName = model.FileName,
            ContentType = model.ContentType,
            ByteSize = model.ByteSize,
            Sha256 = model.Sha256,
            Status = PhotoStatus.Ready,
            Width = model.Width,
            Height = model.Height,
            Placeholder = model.Placeholder,
            DominantColor = model.DominantColor,
            PerceptualHash = model.PerceptualHash,
            Renditions = model.Renditions,
            ReadyAt = model.ReadyAt,
        };
        db.Add(photo);
        await db.SaveChangesAsync();
        return photo.Id;
    });

    public static async Task<Guid> AddQuickPost(this Person person, string? caption = null) => await person.AddPost(caption, await person.AddQuickPhoto());
}
