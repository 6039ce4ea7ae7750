using System.Text;
using System.Text.RegularExpressions;
using MetadataExtractor;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>
/// What a camera and its owner left in a photo reaches nobody else: every byte that others can fetch is looked through for it, whatever the
/// photo's format.
/// </summary>
[Collection(NextDoorCollection.Name)]
public sealed partial class MetadataTests(House house)
{
    const string Look = """
        query ($id: ID!) {
          post(id: $id) {
            id caption captionHTML url createdAt publishedAt place { name point { latitude longitude } } author { id username displayName avatar { url } }
            photos {
              id status altText width height aspectRatio placeholder dominantColor createdAt showsCamera showsLocation takenAt failure { message }
              camera { make model lens focalLength aperture exposure iso } location { latitude longitude } original { url } duplicateOf { id }
              webp: images { url contentType } jpeg: images(format: JPEG) { url contentType } square: image(width: 160, crop: SQUARE) { url contentType } small: image(width: 100, format: JPEG) { url contentType }
            }
          }
        }
        """;

    /// <summary>What a decoder finds in a picture that says nothing but how it is to be decoded, and its colours.</summary>
    static readonly string[] Plain = ["JPEG", "JFIF", "Huffman", "WebP", "File Type", "File", "ICC Profile"];

    [Fact]
    public async Task Nothing_that_a_photo_knew_reaches_anybody_else()
    {
        foreach (var (kind, file) in TracedPhotos.All)
        {
            // What is not there would not be found.
            var planted = CameraTraces.In(file).ToList();
            Assert.True(planted.Contains(CameraTraces.Xmp) && (kind is "gif" or "avif" || planted.Contains(CameraTraces.Serial)), $"{kind}: {string.Join(", ", planted)}");
        }
        var (owner, follower) = (await house.Somebody(), await house.Somebody());
        await follower.Follow(owner);
        var uploads = await Task.WhenAll(TracedPhotos.All.Select(async of =>
            (of.Key, Id: (await owner.UploadInOneRequest(of.Value, $"{CameraTraces.File}.{of.Key}")).ShouldSucceed()["uploadPhoto.photo.id"]!)));
        foreach (var (kind, id) in uploads)
        {
            var own = await owner.PhotoWhen(id, "READY");
            if (kind is "gif" or "avif") continue;
            Assert.Equal((CameraTraces.Make, CameraTraces.Model), (own["photo.camera.make"], own["photo.camera.model"]));
            Assert.Equal(CameraTraces.Latitude, (double)own.At("photo.location.latitude")!, 4);
        }
        await owner.Does("updateProfile", new { displayName = "A name", bio = "A bio", avatarPhotoId = uploads[0].Id });
        var post = (await owner.Does("createPost", new { photoIds = uploads.Select(upload => upload.Id), caption = "Six photos #sixphotos", place = new { @new = new { name = "The quay", latitude = 12.5, longitude = 13.5 } } }, "post { id url }"));
        var (postId, page) = (post["createPost.post.id"]!, new Uri(post["createPost.post.url"]!).AbsolutePath);
        await follower.Does("like", new { subjectId = postId });
        await follower.Does("savePost", new { postId });
        await follower.Does("addComment", new { postId, body = "Nice" });
        Assert.Equal(["0 jpg", "1 png", "2 webp", "3 gif", "4 heic", "5 avif"], uploads.Select((upload, i) => $"{i} {upload.Key}"));

        var fetched = await FetchAll(owner, follower, postId, page);
        Assert.True(fetched.Pictures >= 6 * 4, $"{fetched.Pictures} pictures");
        Assert.Empty(fetched.Traces);

        // The owner shows one camera: that and when it was, and nothing else of it, nor of the others.
        await owner.Does("updatePhoto", new { photoId = uploads[0].Id, showCamera = true });
        foreach (var person in (Person[])[house.Stranger, follower])
        {
            var seen = (await person.Graph(Look, new { id = postId })).ShouldSucceed();
            Assert.Equal((CameraTraces.Make, CameraTraces.Model, "f/8", "1/125 s", 200), (seen["post.photos.0.camera.make"], seen["post.photos.0.camera.model"], seen["post.photos.0.camera.aperture"], seen["post.photos.0.camera.exposure"], seen.Number("post.photos.0.camera.iso")));
            Assert.StartsWith("2011-03-04T05:06:07", seen["post.photos.0.takenAt"], StringComparison.Ordinal);
            Assert.All(seen.List("post.photos"), photo => Assert.Null(photo!["location"]));
            Assert.All(seen.List("post.photos").Skip(1), photo => Assert.Equal((null, null), (photo!["camera"], photo["takenAt"])));
            Assert.Equal((12.5, 13.5), ((double)seen.At("post.place.point.latitude")!, (double)seen.At("post.place.point.longitude")!));
        }
        var shown = await FetchAll(owner, follower, postId, page);
        string[] open = [CameraTraces.Make, CameraTraces.Model, "2011-03-04"];
        Assert.All(shown.Traces, trace => Assert.Contains(open, value => trace.EndsWith($": {value}", StringComparison.Ordinal)));
    }

    /// <summary>All that others are given, and what of the traces is in it.</summary>
    async Task<(IReadOnlyList<string> Traces, int Pictures)> FetchAll(Person owner, Person follower, string postId, string page)
    {
        List<string> found = [];
        var pictures = new HashSet<string>();
        foreach (var person in (Person[])[house.Stranger, follower])
        {
            foreach (var query in (string[])
            [
                Look, $"{{ user(by: {{ username: \"{owner.Username}\" }}) {{ bio avatar {{ url }} posts {{ nodes {{ id photos {{ id takenAt camera {{ model }} }} }} }} }} }}",
                "{ explore(first: 20) { nodes { id photos { altText images { url } } } } }", "{ hashtag(name: \"sixphotos\") { posts { nodes { photos { image(width: 640) { url } } } } } }",
                "{ search(query: \"six photos\", type: POST) { nodes { ... on Post { caption photos { id } } } } }",
                .. person == follower ? new[] { "{ feed { nodes { caption photos { images { url } takenAt location { latitude } } } } }", "{ viewer { savedPosts { nodes { photos { takenAt camera { model } } } } } }" } : [],
            ])
            {
                var answer = (await person.Graph(query, query == Look ? new { id = postId } : null)).ShouldSucceed().Body.ToJsonString();
                found.AddRange(CameraTraces.In(Encoding.UTF8.GetBytes(Regex.Unescape(answer))).Select(trace => $"the graph, {query}: {trace}"));
                pictures.UnionWith(Addresses().Matches(Regex.Unescape(answer)).Select(match => match.Value));
            }
        }
        using var visitor = await follower.Browser();
        foreach (var path in (string[])["/", page, $"/@{owner.Username}", "/explore", "/tags/sixphotos", "/search?q=six+photos", "/saved", "/sitemap.xml", $"/oembed?url={Uri.EscapeDataString($"{house.Address}{page[1..]}")}"])
        {
            foreach (var one in (string[])[await Text(house.Stranger.Http, path), (await visitor.Get(path)).Html])
            {
                found.AddRange(CameraTraces.In(Encoding.UTF8.GetBytes(one)).Select(trace => $"{path}: {trace}"));
                pictures.UnionWith(Addresses().Matches(System.Net.WebUtility.HtmlDecode(one)).Select(match => match.Value));
            }
        }
        foreach (var address in pictures) found.AddRange(await Picture(address));
        if (await house.Database(db => Task.FromResult(db.Exports.Any(e => e.UserId == follower.Viewer.Id)))) return (found, pictures.Count);
        (await follower.RequestExport()).ShouldSucceed();
        using var copy = await follower.Download();
        foreach (var entry in copy.Entries) found.AddRange(CameraTraces.In(Encoding.UTF8.GetBytes(copy.Text(entry.FullName))).Select(trace => $"another's copy, {entry.FullName}: {trace}"));
        return (found, pictures.Count);
    }

    static async Task<string> Text(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        return $"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync()}";
    }

    /// <summary>What a picture and its headers tell: by its bytes, by a decoder that did not make it, and by a reader of metadata.</summary>
    async Task<IEnumerable<string>> Picture(string address)
    {
        using var answer = await house.Stranger.Http.GetAsync(new Uri(house.Address, address));
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode}");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        using var picture = Image.Load<Rgb24>(bytes);
        using var content = new MemoryStream(bytes);
        var told = ImageMetadataReader.ReadMetadata(content);
        Assert.True(picture.Metadata is { ExifProfile: null, XmpProfile: null, IptcProfile: null }, $"{address} has metadata");
        Assert.Empty(told.Select(directory => directory.Name).Except(Plain));
        Assert.All(told.Where(directory => directory.Name == "ICC Profile").SelectMany(directory => directory.Tags).Where(tag => tag.Name == "Profile Description"), tag => Assert.Contains("sRGB", tag.Description, StringComparison.Ordinal));
        return CameraTraces.In([.. bytes, .. Encoding.UTF8.GetBytes($"{answer.Headers}{answer.Content.Headers}")]).Select(trace => $"{address}: {trace}");
    }

    /// <summary>Where pictures are, as pages and answers have them.</summary>
    [GeneratedRegex("""(?:https?:/)?/[^\s"'<>,]*renditions/[^\s"'<>,]+""")]
    private static partial Regex Addresses();
}
