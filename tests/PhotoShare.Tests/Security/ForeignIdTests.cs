using System.Net;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>
/// Every door that takes an id, given each id of another person's (IDOR): nothing of theirs is shown, and nothing of theirs changes. In a house of
/// its own, since what may be pressed is pressed.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class ForeignIdTests(PrivacyHouse house) : IClassFixture<PrivacyHouse>
{
    [Theory]
    [InlineData("anonymous"), InlineData("stranger"), InlineData("blocked")]
    public async Task No_page_shows_what_is_another_s_by_its_id(string standing)
    {
        using var visitor = await Visitor(standing);
        var routes = Route.Of(house).Where(route => route.Method == "GET" && route.Parameters.Count > 0).ToList();
        Assert.True(routes.Count > 10, $"{routes.Count} doors are read by an id.");
        var ids = await Ids();
        List<string> leaks = [];
        foreach (var route in routes)
        {
            foreach (var id in route.Fitting(ids))
            {
                var path = route.With(name => name.Contains("sername", StringComparison.Ordinal) ? house.Owner.Username : id);
                var page = await visitor.Get(path);
                // What was asked for may be said again.
                leaks.AddRange(house.LeaksIn(page.Html, standing).Where(word => !path.Contains(word, StringComparison.Ordinal)).Select(word => $"{word} at {path} ({page.Status})"));
                if (page.Status == HttpStatusCode.InternalServerError) leaks.Add($"{path} broke");
            }
        }
        Assert.Empty(leaks);
    }

    [Theory]
    [InlineData("stranger"), InlineData("blocked"), InlineData("follower")]
    public async Task No_button_changes_what_is_another_s(string standing)
    {
        using var visitor = await Visitor(standing);
        var token = (await visitor.Get("/settings")).Document.QuerySelector("form [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var routes = Route.Of(house).Where(route => route.Method == "POST" && route.Parameters.Count > 0
            && !route.Pattern.StartsWith("/people/", StringComparison.Ordinal)).ToList();
        Assert.True(routes.Count > 10, $"{routes.Count} buttons take an id.");
        var (ids, before) = (await Ids(), await Owned());
        foreach (var route in routes)
        {
            foreach (var id in route.Fitting(ids))
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(house.Address, route.With(_ => id)))
                {
                    Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("returnUrl", "/")]),
                };
                var answer = await visitor.Send(request);
                Assert.NotEqual(HttpStatusCode.InternalServerError, answer.Status);
            }
        }
        Assert.Equal(before, await Owned());
    }

    async Task<WebVisitor> Visitor(string standing)
    {
        var visitor = house.Browse();
        if (standing != "anonymous") await visitor.SignIn(house.Viewers[standing].Username);
        return visitor;
    }

    /// <summary>Keys of all that is the owner's, and some of them as the graph says them.</summary>
    Task<List<string>> Ids() => house.Database(async db =>
    {
        var me = house.Owner.Viewer.Required;
        List<Guid> keys =
        [
            .. await db.Posts.Where(p => p.AuthorId == me).Select(p => p.Id).ToListAsync(), .. await db.Photos.Where(p => p.OwnerId == me).Select(p => p.Id).ToListAsync(),
            .. await db.Comments.Where(c => c.AuthorId == me).Select(c => c.Id).ToListAsync(), .. await db.Collections.Where(c => c.OwnerId == me).Select(c => c.Id).ToListAsync(),
            .. await db.Sessions.Where(s => s.UserId == me).Select(s => s.Id).ToListAsync(), .. await db.AccessTokens.Where(t => t.UserId == me).Select(t => t.Id).ToListAsync(),
            .. await db.Exports.Where(e => e.UserId == me).Select(e => e.Id).ToListAsync(),
        ];
        Assert.True(keys.Count >= 8, $"{keys.Count} things are the owner's.");
        return keys.Select(key => key.ToString()).Concat(house.Specimens.Values).ToList();
    });

    /// <summary>All that is the owner's, as it is now.</summary>
    Task<string> Owned() => house.Database(async db =>
    {
        var me = house.Owner.Viewer.Required;
        var likes = await db.Posts.CountAsync(p => p.AuthorId == me && p.HiddenAt == null);
        var counts = new[]
        {
            likes, await db.Photos.CountAsync(p => p.OwnerId == me), await db.Comments.CountAsync(c => c.AuthorId == me), await db.Collections.CountAsync(c => c.OwnerId == me),
            await db.Sessions.CountAsync(s => s.UserId == me), await db.AccessTokens.CountAsync(t => t.UserId == me), await db.Exports.CountAsync(e => e.UserId == me),
            await db.SavedPosts.CountAsync(s => s.UserId == me), await db.Follows.CountAsync(f => f.FolloweeId == me || f.FollowerId == me),
        };
        var captions = await db.Posts.Where(p => p.AuthorId == me).OrderBy(p => p.Id).Select(p => p.Caption).ToListAsync();
        var names = await db.Collections.Where(c => c.OwnerId == me).OrderBy(c => c.Id).Select(c => c.Name).ToListAsync();
        return string.Join(' ', counts) + string.Join('|', captions) + string.Join('|', names);
    });
}
