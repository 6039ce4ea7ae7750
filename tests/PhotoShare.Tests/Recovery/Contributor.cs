using System.Collections.Concurrent;
using System.Security.Cryptography;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Somebody who posts photos and comments one after another until nobody answers any more, and keeps what was acknowledged.</summary>
sealed class Contributor(Person person)
{
    const string Upload = "mutation ($input: UploadPhotoInput!) { uploadPhoto(input: $input) { photo { id } errors { ... on Error { message } } } }";
    const string Post = "mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } errors { ... on Error { message } } } }";
    const string Comment = "mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } errors { ... on Error { message } } } }";

    /// <summary>Photos of one contributor before they only comment: the image function is to have done with them some time.</summary>
    const int MostPhotos = 4;

    /// <summary>Busy, and yet a machine has more to do than this.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    static readonly byte[] Model = File.ReadAllBytes(Repository.Photo("gray.jpg"));

    readonly ConcurrentQueue<Contribution> acknowledged = new();

    int photosLeft = MostPhotos;

    public Person Person => person;

    /// <summary>They have found some more photos.</summary>
    public void FindMorePhotos() => photosLeft = MostPhotos;

    public IReadOnlyList<Contribution> Acknowledged => [.. acknowledged];

    public async Task Contribute(CancellationToken end)
    {
        try
        {
            for (var i = 0; !end.IsCancellationRequested; i++)
            {
                acknowledged.Enqueue(photosLeft-- > 0 ? await Once($"{person.Username} {i}") : await Say($"{person.Username} {i}"));
                await Task.WhenAny(Task.Delay(Pause, end));
            }
        }
        catch (HttpRequestException)
        {
            // The machine is lost. What was under way was not acknowledged.
        }
    }

    public async Task<Contribution> Once(string words)
    {
        // A file of its own: a decoder stops where the picture does.
        byte[] original = [.. Model, .. RandomNumberGenerator.GetBytes(16)];
        var photo = (await person.Graph(Upload, new { input = new { file = (string?)null } }, "input.file", original, "gray.jpg", "image/jpeg")).ShouldSucceed()["uploadPhoto.photo.id"]!;
        var post = (await person.Graph(Post, new { input = new { photoIds = new[] { photo }, caption = words } })).ShouldSucceed()["createPost.post.id"]!;
        return (await Say(words)) with { Picture = new Picture(photo, post, original) };
    }

    async Task<Contribution> Say(string words) => new(
        (await person.Graph(Comment, new { input = new { postId = Belongings.PostId(person.House.PublicPost), body = words } })).ShouldSucceed()["addComment.comment.id"]!, words);
}

/// <summary>A comment, and mostly a post with a photo, that were acknowledged.</summary>
sealed record Contribution(string Comment, string Words, Picture? Picture = null)
{
    const string Heard = "query ($id: ID!) { viewer { email } node(id: $id) { ... on Comment { body } } }";
    const string Seen = "query ($photo: ID!, $post: ID!) { photo(id: $photo) { original { url } images { url } } post(id: $post) { caption photos { id } } }";

    /// <summary>Byte for byte, by the API of a server, with the token that its person had before. A photo that waited for the image function when it was backed up becomes ready first.</summary>
    public async Task ShouldBeAt(Person there)
    {
        var heard = (await there.Graph(Heard, new { id = Comment })).ShouldSucceed();
        Assert.Equal((Words, $"{there.Username}@example.org"), (heard["node.body"], heard["viewer.email"]));
        if (Picture is not { } picture) return;
        await there.PhotoWhen(picture.Photo, "READY");
        var seen = (await there.Graph(Seen, new { photo = picture.Photo, post = picture.Post })).ShouldSucceed();
        Assert.Equal((Words, picture.Photo), (seen["post.caption"], seen["post.photos.0.id"]));
        Assert.Equal(picture.Original, await Bytes(there, seen["photo.original.url"]!));
        Assert.NotEmpty(await Bytes(there, seen["photo.images.0.url"]!));
    }

    /// <summary>By the signed address alone: a bucket takes no token of ours.</summary>
    static Task<byte[]> Bytes(Person there, string url) => there.House.Stranger.Http.GetByteArrayAsync(new Uri(there.Http.BaseAddress!, url));
}

/// <summary>A photo and the post of it.</summary>
sealed record Picture(string Photo, string Post, byte[] Original);
