using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The store goes away and comes back: what needs it is refused to be tried again, and no row claims what the store does not hold.</summary>
[Trait("Kind", "Real")]
public sealed class StoreOutageTests(StoreOutageTests.Outpost house) : IClassFixture<StoreOutageTests.Outpost>
{
    /// <summary>Speaks with its store, one bucket for everything, through a gate, and sends clients there directly.</summary>
    public sealed class Outpost : House
    {
        internal Gate Gate { get; private set; } = null!;

        protected override async Task<IReadOnlyDictionary<string, string?>> FindStore()
        {
            var server = await RadosGateway.Running;
            Gate = new Gate(server.Address);
            return new Dictionary<string, string?>(server.SettingsOf(await server.CreateBuckets(isOne: true)))
            {
                ["PhotoShare:Store:Endpoint"] = Gate.Address.ToString(),
                ["PhotoShare:Store:PublicEndpoint"] = server.Address.ToString(),
            };
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            await Gate.DisposeAsync();
        }
    }

    static readonly byte[] Photo = File.ReadAllBytes(Repository.Photo("gray.jpg"));

    [Fact]
    public async Task What_needs_the_store_is_refused_until_it_is_back_and_then_goes_on()
    {
        var person = await house.Somebody();
        var ticket = await Ticket.For(person, Photo);
        await ticket.SendAll();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        var form = await visitor.Get("/upload");
        house.Gate.Shut();
        try
        {
            ShouldBeUnavailable(await ticket.Complete());
            ShouldBeUnavailable(await person.UploadInOneRequest(Photo, "gray.jpg"));
            ShouldBeUnavailable(await Ticket.Announce(person, new { fileName = "photo.jpg", contentType = "image/jpeg", byteSize = Photo.Length }));
            var refused = await form.Submit("form[data-upload]", [], [("photos", Repository.Photo("gray.jpg"), "image/jpeg")]);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
            using var unready = await house.Stranger.Http.GetAsync("/health/ready");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, unready.StatusCode);
            Assert.True(unready.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            Assert.Equal("failing", (await unready.Content.ReadFromJsonAsync<JsonObject>())!["checks"]!["store"]!.ToString());

            var row = Assert.Single(await house.Database(db => db.Photos.Where(p => p.OwnerId == person.Viewer.Id).ToListAsync()));
            Assert.Equal((ticket.Key, PhotoStatus.Pending), (row.Id, row.Status));
        }
        finally
        {
            house.Gate.Open();
        }

        (await ticket.Complete()).ShouldSucceed();
        await person.PhotoWhen(ticket.PhotoId, "READY");
        await Eventually.Becomes(async () => (await house.Stranger.Http.GetAsync("/health/ready")).StatusCode, status => status == HttpStatusCode.OK, "the server is ready again");
    }

    [Fact]
    public async Task A_photo_that_waits_while_the_store_is_away_is_ready_once_it_is_back()
    {
        var person = await house.Somebody();
        var uploaded = await house.Database(async db =>
        {
            var photo = new Photo { OwnerId = person.Viewer.Required, FileName = "gray.jpg", ContentType = "image/jpeg", ByteSize = Photo.Length, Sha256 = Ticket.Hash(Photo) };
            db.Add(photo);
            await db.SaveChangesAsync();
            return photo.Id;
        });
        await house.Use<Media.IBlobStore>(blobs => blobs.Put(Media.BlobKeys.Original(uploaded), new MemoryStream(Photo), "image/jpeg", default));
        house.Gate.Shut();
        try
        {
            await house.Database(db => db.Photos.Where(p => p.Id == uploaded).ExecuteUpdateAsync(set => set.SetProperty(p => p.Status, PhotoStatus.Uploaded)));
            await Eventually.Becomes(() => house.Database(db => db.Photos.AsNoTracking().SingleAsync(p => p.Id == uploaded)), photo => photo.LeaseUntil is not null, "a worker has tried");
            await Task.Delay(TimeSpan.FromSeconds(5));
        }
        finally
        {
            house.Gate.Open();
        }

        Assert.Equal(PhotoStatus.Ready, (await person.Processed(uploaded)).Status);
    }

    static void ShouldBeUnavailable(GraphAnswer answer)
    {
        Assert.Equal("UNAVAILABLE", answer.Body["errors"]![0]!["extensions"]!["code"]!.ToString());
        Assert.True((int)answer.Body["errors"]![0]!["extensions"]!["retryAfterSeconds"]! > 0);
    }
}
