using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What browsers are told while they are closed, by a push service that stands in for their makers'.</summary>
[Collection(NextDoorCollection.Name)]
[Trait("Kind", "Slow")]
public sealed class PushTests(House house) : IAsyncLifetime
{
    PushService service = null!;

    public async Task InitializeAsync()
    {
        service = await PushService.Start();
        house.Services.GetRequiredService<Settings>().Push.Hosts = [service.Origin];
    }

    [Fact]
    public async Task A_browser_is_told_in_its_language_what_the_page_says_and_nobody_between_can_read_it()
    {
        var (author, fan) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        using var visitor = house.Browse();
        visitor.Speaks("de");
        using var browser = NewBrowser();
        Assert.Equal(HttpStatusCode.NoContent, (await Subscribe(visitor, author, browser)).Status);
        await fan.Like(post);
        var push = await Arrived(browser);

        var told = browser.Read(push.Body);
        Assert.Equal(((await visitor.Get("/notifications")).One(".told").TextContent.Replace("Neu:", "", StringComparison.Ordinal).Trim(), $"/posts/{post}"), (told["body"]!.ToString(), told["url"]!.ToString()));
        Assert.Contains("gefällt", told["body"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["aes128gcm", "86400", "news"], new[] { "Content-Encoding", "TTL", "Topic" }.Select(name => push.Headers[name]));
        await ShouldBeSigned(push, visitor);
    }

    [Fact]
    public async Task What_happens_in_a_moment_is_told_together_and_what_was_read_is_not_told()
    {
        var (author, fan) = (await house.Somebody(), await house.Somebody());
        var posts = new[] { await author.AddQuickPost(), await author.AddQuickPost() };
        using var visitor = house.Browse();
        using var browser = NewBrowser();
        await Subscribe(visitor, author, browser);
        await fan.Like(posts[0]);
        await Arrived(browser);
        await fan.Follow(author);
        await fan.AddComment(posts[1], "One");
        await Eventually.Becomes(() => Task.FromResult(service.Received.Count(push => push.Name == browser.Name)), count => count == 2, "the rest is told");

        Assert.Contains("commented on your post", browser.Read(service.Received.Last(push => push.Name == browser.Name).Body)["body"]!.ToString(), StringComparison.Ordinal);
        await Eventually.Becomes(() => Row(browser), row => row!.PushedPosition == 3, "all of it is told");
        await fan.Like(posts[1]);
        await author.Settled();
        await house.Use<Notifications>(notifications => notifications.MarkRead(author.Viewer, null, default));
        await Eventually.Becomes(() => Row(browser), row => row!.PushedPosition == 4, "there is nothing left to tell");
        Assert.Equal(2, service.Received.Count(push => push.Name == browser.Name));
    }

    [Fact]
    public async Task A_browser_that_its_service_knows_no_more_is_forgotten_and_one_that_can_wait_waits()
    {
        var (author, fan) = (await house.Somebody(), await house.Somebody());
        using var visitor = house.Browse();
        using var gone = NewBrowser();
        using var busy = NewBrowser();
        service.Answers[gone.Name] = (410, null);
        service.Answers[busy.Name] = (429, "600");
        await Subscribe(visitor, author, gone);
        // In the same session: signing in anew would end the first one's.
        await Post(visitor, "/push/subscriptions", busy.Endpoint, busy.P256dh, busy.Auth);
        await fan.Follow(author);
        await Eventually.Becomes(() => Row(gone), row => row is null, "it is forgotten");
        Assert.Single(service.Received, push => push.Name == gone.Name);
        var waiting = await Eventually.Becomes(() => Row(busy), row => row!.DueAt > DateTime.UtcNow.AddMinutes(5), "it waits");

        Assert.Equal((1, 0L), (waiting!.Attempts, waiting.PushedPosition));
    }

    [Fact]
    public async Task Whoever_signs_out_is_told_nothing_there_any_more()
    {
        var (author, fan) = (await house.Somebody(), await house.Somebody());
        using var here = house.Browse();
        using var there = house.Browse();
        using var left = NewBrowser();
        using var kept = NewBrowser();
        await Subscribe(here, author, left);
        await Subscribe(there, author, kept);
        await (await here.Get("/settings")).Submit("main form[action='/signout']");
        await fan.Follow(author);
        await Arrived(kept);
        await house.Use<Pushing>(pushing => pushing.Forget(default));

        Assert.DoesNotContain(service.Received, push => push.Name == left.Name);
        Assert.Null(await Row(left));
        Assert.NotNull(await Row(kept));
    }

    [Fact]
    public async Task Whoever_wants_no_pushes_gets_none_and_whoever_turns_it_off_is_forgotten()
    {
        var (author, fan) = (await house.Somebody(), await house.Somebody());
        using var visitor = house.Browse();
        using var browser = NewBrowser();
        await Subscribe(visitor, author, browser);
        await house.Use<Accounts>(accounts => accounts.Choose(author.Viewer, new Choices { PushNotifications = false }, default));
        await fan.Follow(author);
        await author.Settled();
        Assert.Equal(0, (await Row(browser))!.PushedPosition);
        await Post(visitor, "/push/subscriptions/delete", browser.Endpoint, browser.P256dh, browser.Auth);

        Assert.Null(await Row(browser));
        Assert.DoesNotContain(service.Received, push => push.Name == browser.Name);
    }

    [Theory]
    [InlineData("http://fcm.googleapis.com/fcm/send/1")]
    [InlineData("https://fcm.googleapis.com:8443/fcm/send/1")]
    [InlineData("https://fcm.googleapis.com.example.org/fcm/send/1")]
    [InlineData("https://fcm.googleapis.com@example.org/1")]
    [InlineData("https://someone@fcm.googleapis.com/1")]
    [InlineData("https://notify.windows.com/1")]
    [InlineData("https://evilnotify.windows.com/1")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://localhost/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/posts")]
    [InlineData("")]
    public async Task Nothing_is_sent_to_where_no_browser_has_its_service(string endpoint)
    {
        house.Services.GetRequiredService<Settings>().Push.Hosts = [];
        using var visitor = house.Browse();
        using var browser = NewBrowser();
        await visitor.SignIn("carol");
        var refused = await Post(visitor, "/push/subscriptions", endpoint, browser.P256dh, browser.Auth);

        Assert.Equal((422, "PUSH_SERVICE"), ((int)refused.Status, JsonNode.Parse(refused.Html)!["code"]!.ToString()));
    }

    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/1")]
    [InlineData("https://updates.push.services.mozilla.com/wpush/v2/1")]
    [InlineData("https://web.push.apple.com/1")]
    [InlineData("https://wns2-db5p.notify.windows.com/w/1")]
    public async Task The_services_of_the_browsers_are_known(string endpoint)
    {
        house.Services.GetRequiredService<Settings>().Push.Hosts = [];
        var person = await house.Somebody();
        using var visitor = house.Browse();
        using var browser = NewBrowser();
        await visitor.SignIn(person.Username);

        Assert.Equal(HttpStatusCode.NoContent, (await Post(visitor, "/push/subscriptions", endpoint, browser.P256dh, browser.Auth)).Status);
        await Post(visitor, "/push/subscriptions/delete", endpoint, browser.P256dh, browser.Auth);
    }

    [Fact]
    public async Task Keys_that_are_none_and_a_form_of_another_site_are_refused()
    {
        using var visitor = house.Browse();
        using var browser = NewBrowser();
        await visitor.SignIn("carol");
        var noPoint = Base64Url.EncodeToString([4, .. new byte[64]]);

        foreach (var (p256dh, auth) in new[] { (noPoint, browser.Auth), ("?", browser.Auth), ("", ""), (browser.P256dh, "AAAA") })
            Assert.Equal("PUSH_KEYS", JsonNode.Parse((await Post(visitor, "/push/subscriptions", browser.Endpoint, p256dh, auth)).Html)!["code"]!.ToString());
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/push/subscriptions") { Content = new FormUrlEncodedContent([new("endpoint", browser.Endpoint)]) };
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Send(foreign)).Status);
        Assert.Null(await Row(browser));
    }

    PushBrowser NewBrowser() => new($"b{Guid.NewGuid():n}", service.Origin);

    Task<PushReceived> Arrived(PushBrowser browser) =>
        Eventually.Becomes(() => Task.FromResult(service.Received.FirstOrDefault(push => push.Name == browser.Name)), push => push is not null, "it is told")!;

    Task<PushSubscription?> Row(PushBrowser browser) => house.Database(db => db.PushSubscriptions.AsNoTracking().SingleOrDefaultAsync(p => p.Endpoint == browser.Endpoint));

    static async Task<WebPage> Subscribe(WebVisitor visitor, Person person, PushBrowser browser)
    {
        await visitor.SignIn(person.Username);
        return await Post(visitor, "/push/subscriptions", browser.Endpoint, browser.P256dh, browser.Auth);
    }

    /// <summary>As the module of the settings sends it.</summary>
    static async Task<WebPage> Post(WebVisitor visitor, string path, string endpoint, string p256dh, string auth)
    {
        const string Token = "__RequestVerificationToken";
        var token = (await visitor.Get("/settings")).One($"form[data-push] input[name={Token}]").GetAttribute("value")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new(Token, token), new("endpoint", endpoint), new("p256dh", p256dh), new("auth", auth)]) };
        return await visitor.Send(request);
    }

    /// <summary>By the key that browsers subscribe with, for this service and not for long (RFC 8292).</summary>
    async Task ShouldBeSigned(PushReceived push, WebVisitor visitor)
    {
        var known = (await visitor.Get("/settings")).One("form[data-push]").GetAttribute("data-push")!;
        var (scheme, fields) = push.Headers["Authorization"].Split(' ', 2) is [var first, var rest] ? (first, rest.Split(',').Select(field => field.Trim().Split('=', 2)).ToDictionary(field => field[0], field => field[1])) : default;
        Assert.Equal(("vapid", known), (scheme, fields["k"]));
        var parts = fields["t"].Split('.');
        var point = Base64Url.DecodeFromChars(known);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        Assert.Equal(service.Origin, claims["aud"]!.ToString());
        Assert.StartsWith("mailto:", claims["sub"]!.ToString(), StringComparison.Ordinal);
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds((long)claims["exp"]!), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(24));
    }

    public async Task DisposeAsync()
    {
        house.Services.GetRequiredService<Settings>().Push.Hosts = [];
        await service.DisposeAsync();
    }
}
