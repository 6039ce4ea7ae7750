using System.Net;
using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class PeoplePageTests(House house)
{
    [Fact]
    public async Task Followers_and_following_are_listed_as_far_as_a_visitor_may_know()
    {
        var (one, two, closed) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        await one.Follow(two);
        await closed.Follow(two);
        await house.Use<Accounts>(accounts => accounts.SetPrivate(closed.Viewer, true, default));
        using var visitor = house.Browse();

        var profile = await visitor.Get($"/@{two.Username}");
        var followers = await visitor.Get(profile.One("a[href$='/followers']").GetAttribute("href")!);
        var following = await visitor.Get($"/@{one.Username}/following");

        Assert.NotNull(followers.One($".people a[href='/@{one.Username}']"));
        Assert.Empty(followers.Document.QuerySelectorAll($"a[href='/@{closed.Username}']"));
        Assert.NotNull(following.One($".people a[href='/@{two.Username}']"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/@nobody.here/followers")).Status);
    }
}
