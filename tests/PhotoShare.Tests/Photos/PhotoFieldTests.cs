using Xunit;

namespace PhotoShare.Tests;

/// <summary>What a photo tells of itself, to its owner and to others.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class PhotoFieldTests(House house)
{
    static readonly byte[] Bytes = File.ReadAllBytes(Repository.Photo("rotated.jpg"));

    const string Fields = """
        query ($id: ID!) {
          photo(id: $id) {
            progress status duplicateOf { id } takenAt showsCamera camera { make model } location { latitude } aspectRatio width height
            original { url } images { width } post { id }
          }
        }
        """;

    static Task<GraphAnswer> LookAt(Person person, string id) => person.Graph(Fields, new { id });

    [Fact]
    public async Task Progress_grows_with_the_parts_and_stays_1()
    {
        var person = await house.Somebody();
        var ticket = await Ticket.For(person, Bytes);
        Assert.Equal(0, (double)(await LookAt(person, ticket.PhotoId)).ShouldSucceed().At("photo.progress")!);
        await ticket.SendAll();
        Assert.Equal(("PENDING", 1), ((await LookAt(person, ticket.PhotoId))["photo.status"], (double)(await LookAt(person, ticket.PhotoId)).At("photo.progress")!));
        (await ticket.Complete()).ShouldSucceed();
        await person.PhotoWhen(ticket.PhotoId, "READY");
        Assert.Equal(1, (double)(await LookAt(person, ticket.PhotoId)).At("photo.progress")!);
    }

    [Fact]
    public async Task The_same_file_is_known_from_its_announced_hash_and_only_to_its_owner()
    {
        var (person, other) = (await house.Somebody(), await house.Somebody());
        var first = await Ticket.For(person, Bytes);
        var second = await Ticket.For(person, Bytes);
        var others = await Ticket.For(other, Bytes);

        Assert.Null((await LookAt(person, first.PhotoId)).ShouldSucceed().At("photo.duplicateOf"));
        Assert.Equal(first.PhotoId, (await LookAt(person, second.PhotoId)).ShouldSucceed()["photo.duplicateOf.id"]);
        Assert.Null((await LookAt(other, others.PhotoId)).ShouldSucceed().At("photo.duplicateOf"));
    }

    [Fact]
    public async Task What_looks_the_same_is_a_duplicate_and_what_does_not_is_none()
    {
        var person = await house.Somebody();
        var upright = await person.AddPhoto("upright.jpg");
        var same = await person.AddPhoto("rotated.jpg");   // the same picture, its rotation told by EXIF
        var another = await person.AddPhoto("portrait.png");

        Assert.Equal(Belongings.PhotoId(upright), (await LookAt(person, Belongings.PhotoId(same))).ShouldSucceed()["photo.duplicateOf.id"]);
        Assert.Null((await LookAt(person, Belongings.PhotoId(another))).ShouldSucceed().At("photo.duplicateOf"));

        var post = await person.AddPost("Twice", upright, same);
        Assert.Null((await LookAt(house.Bob, Belongings.PhotoId(same))).ShouldSucceed().At("photo.duplicateOf"));
        Assert.Equal(Belongings.PostId(post), (await LookAt(house.Bob, Belongings.PhotoId(same)))["photo.post.id"]);
        Assert.Null((await LookAt(house.Bob, Belongings.PhotoId(same))).At("photo.original"));
    }

    [Fact]
    public async Task Others_see_camera_and_time_where_the_owner_shows_them_and_not_the_place()
    {
        const string Show = "mutation ($input: UpdatePhotoInput!) { updatePhoto(input: $input) { photo { showsCamera } errors { ... on Error { code message path } } } }";
        var person = await house.Somebody();
        var photo = await person.AddPhoto("camera.jpg");
        await person.AddPost("From a camera", photo);
        var id = Belongings.PhotoId(photo);
        var own = (await LookAt(person, id)).ShouldSucceed();
        Assert.NotNull(own["photo.camera.make"]);
        Assert.False(own.Is("photo.showsCamera"));
        var hidden = (await LookAt(house.Bob, id)).ShouldSucceed();
        Assert.Equal((null, null, null), (hidden.At("photo.camera"), hidden.At("photo.takenAt"), hidden.At("photo.location")));

        Assert.True((await person.Graph(Show, new { input = new { photoId = id, showCamera = true } })).ShouldSucceed().Is("updatePhoto.photo.showsCamera"));
        var shown = (await LookAt(house.Bob, id)).ShouldSucceed();
        Assert.Equal((own["photo.camera.make"], own["photo.takenAt"]), (shown["photo.camera.make"], shown["photo.takenAt"]));
        Assert.Null(shown.At("photo.location"));
        (await house.Bob.Graph(Show, new { input = new { photoId = id, showCamera = false } })).ShouldBeRefused("NOT_FOUND", "photoId");
    }

    [Fact]
    public async Task The_place_is_shown_of_the_photo_whose_owner_shows_it_to_those_who_see_the_photo_and_taken_back()
    {
        const string Show = "mutation ($input: UpdatePhotoInput!) { updatePhoto(input: $input) { photo { showsLocation } errors { ... on Error { code message path } } } }";
        const string Place = "query ($id: ID!) { photo(id: $id) { takenAt camera { make } location { latitude longitude } } }";
        var (owner, follower) = (await house.Somebody(), await house.Somebody());
        await follower.Follow(owner);
        await house.Use<Accounts>(accounts => accounts.SetPrivate(owner.Viewer, true, default));
        var photos = await Task.WhenAll(owner.AddPhoto("camera.jpg"), owner.AddPhoto("camera.jpg"));
        await owner.AddPost("Two of one camera", photos);
        var (shown, hidden) = (Belongings.PhotoId(photos[0]), Belongings.PhotoId(photos[1]));
        Assert.True((await owner.Graph(Show, new { input = new { photoId = shown, showLocation = true } })).ShouldSucceed().Is("updatePhoto.photo.showsLocation"));

        var own = (await owner.Graph(Place, new { id = hidden })).ShouldSucceed();
        var seen = (await follower.Graph(Place, new { id = shown })).ShouldSucceed();
        Assert.NotNull(own["photo.location.latitude"]);
        Assert.Equal((own["photo.location.latitude"], own["photo.location.longitude"]), (seen["photo.location.latitude"], seen["photo.location.longitude"]));
        Assert.Equal((null, null), (seen.At("photo.takenAt"), seen.At("photo.camera")));
        Assert.Null((await follower.Graph(Place, new { id = hidden })).ShouldSucceed().At("photo.location"));
        foreach (var other in (Person[])[house.Bob, house.Stranger]) Assert.Null((await other.Graph(Place, new { id = shown })).ShouldSucceed().At("photo"));

        (await follower.Graph(Show, new { input = new { photoId = hidden, showLocation = true } })).ShouldBeRefused("NOT_FOUND", "photoId");
        Assert.False((await owner.Graph(Show, new { input = new { photoId = shown, showLocation = false } })).ShouldSucceed().Is("updatePhoto.photo.showsLocation"));
        Assert.Null((await follower.Graph(Place, new { id = shown })).ShouldSucceed().At("photo.location"));
    }

    [Fact]
    public async Task Duplicates_are_found_in_as_many_statements_for_many_photos_as_for_one()
    {
        const string Mine = "query ($first: Int) { viewer { photos(first: $first) { nodes { duplicateOf { id } } } } }";
        var person = await house.Somebody();
        for (var i = 0; i < 6; i++) await person.AddQuickPhoto();
        await person.Graph(Mine, new { first = 1 });
        var (_, few) = await SqlCounter.Count(() => person.Graph(Mine, new { first = 1 }));
        var (all, many) = await SqlCounter.Count(() => person.Graph(Mine, new { first = 5 }));

        Assert.Single(all.ShouldSucceed().List("viewer.photos.nodes").Select(photo => photo!["duplicateOf"]!["id"]!.ToString()).Distinct());
        Assert.Equal(few.Count, many.Count);
    }
}
