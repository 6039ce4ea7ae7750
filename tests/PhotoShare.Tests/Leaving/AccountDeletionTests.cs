using System.Net;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class AccountDeletionTests(House house)
{
    const string Delete = "mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { deletedUserId query { viewer { email } } errors { ... on Error { code message path } } } }";

    [Fact]
    public async Task A_person_goes_with_all_that_is_theirs()
    {
        var leaver = await house.Somebody();
        var photo = await leaver.AddPhoto("photo.webp");
        var post = await leaver.AddPost($"Mine #{leaver.Username}", photo);
        var thread = await leaver.AddComment(house.PublicPost, "A thread");
        await house.Carol.AddComment(house.PublicPost, "A reply in it", thread);
        await house.Carol.AddComment(post, "Under it");
        var stays = await house.Carol.AddComment(house.PublicPost, "Stays");
        await leaver.AddComment(house.PublicPost, "A reply that goes", stays);
        await house.Use<Likes>(likes => likes.LikePost(leaver.Viewer, house.PublicPost, default));
        await house.Use<Reports>(reports => reports.Add(leaver.Viewer, ReportSubject.Post, house.PublicPost, ReportReason.Other, null, default));
        await leaver.Follow(house.Ann);
        await house.Carol.Follow(leaver);
        using var browser = await SessionTests.Browser(leaver, "a browser");
        var before = await Counts();

        (await browser.Graph(Delete, new { input = new { password = "not the password" } })).ShouldBeRefused("PASSWORD", "password");
        var deleted = (await browser.Graph(Delete, new { input = new { password = Person.Password } })).ShouldSucceed();
        Assert.Equal(leaver.NodeId, deleted["deleteAccount.deletedUserId"]);
        Assert.Null(deleted.At("deleteAccount.query.viewer"));

        foreach (var id in (string[])[leaver.NodeId, Belongings.PostId(post), Belongings.PhotoId(photo), Belongings.CommentId(thread)])
            Assert.Null((await house.Carol.Graph("query ($id: ID!) { node(id: $id) { id } }", new { id })).ShouldSucceed().At("node"));
        Assert.Null((await browser.Graph("{ viewer { email } }")).ShouldSucceed().At("viewer"));
        using var refused = await leaver.Http.GetAsync("/graphql?query={__typename}");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var after = await Counts();
        Assert.Equal((before.Likes - 1, before.Comments - 3, before.Followers - 1), (after.Likes, after.Comments, after.Followers));
        Assert.Equal(0, await house.Database(db => db.Follows.CountAsync(f => f.FolloweeId == leaver.Viewer.Id)));
    }

    [Fact]
    public async Task Bytes_and_key_go_too_and_the_name_is_free_again()
    {
        var leaver = await house.Somebody();
        var photo = await leaver.AddPhoto("portrait.png");
        var rendition = (await leaver.Processed(photo)).Renditions[0].Key;
        Assert.NotNull(await Size(rendition));
        var export = BlobKeys.Export(leaver.Viewer.Required, Guid.NewGuid());
        await house.Use<IBlobStore>(blobs => blobs.Put(export, new MemoryStream([1]), "application/zip", default));
        var sealedField = await house.Use<Envelope, byte[]>(envelope => envelope.Seal(leaver.Viewer.Required, "photos", "sealed_metadata", photo, new byte[] { 1 }, default));
        (await leaver.Graph(Delete, new { input = new { password = Person.Password } })).ShouldSucceed();

        await Assert.ThrowsAsync<KeyForgottenException>(() => house.Use<Envelope, byte[]>(envelope =>
            envelope.Open(leaver.Viewer.Required, "photos", "sealed_metadata", photo, sealedField, default)));
        await house.Use<BlobSweeper>(async sweeper =>
        {
            while (await sweeper.Sweep(default) > 0) { }
        });
        Assert.Null(await Size(BlobKeys.Original(photo)));
        Assert.Null(await Size(rendition));
        Assert.Null(await Size(export));
        using var again = await house.SignUp(leaver.Username);
        Assert.Empty((await again.Graph("{ viewer { user { posts { nodes { id } } } } }")).ShouldSucceed().List("viewer.user.posts.nodes"));
    }

    [Fact]
    public async Task Guessing_the_password_locks_it_like_guessing_at_the_door()
    {
        var person = await house.Somebody();
        for (var i = 0; i < 10; i++) (await person.Graph(Delete, new { input = new { password = $"guess {i}" } })).ShouldBeRefused("PASSWORD");

        (await person.Graph(Delete, new { input = new { password = Person.Password } })).ShouldBeRefused("PASSWORD");
        (await house.Stranger.Graph(Delete, new { input = new { password = Person.Password } })).ShouldBeRefused("UNAUTHENTICATED");
    }

    Task<long?> Size(string key) => house.Use<IBlobStore, long?>(blobs => blobs.Size(key, default));

    async Task<(int Likes, int Comments, int Followers)> Counts()
    {
        var counts = (await house.Stranger.Graph("query ($id: ID!) { post(id: $id) { likeCount commentCount author { followerCount } } }", new { id = Belongings.PostId(house.PublicPost) })).ShouldSucceed();
        return (counts.Number("post.likeCount"), counts.Number("post.commentCount"), counts.Number("post.author.followerCount"));
    }
}
