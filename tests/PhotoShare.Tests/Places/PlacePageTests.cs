using System.Net;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class PlacePageTests(House house)
{
    [Fact]
    public async Task A_post_leads_to_its_place_and_the_place_to_its_posts()
    {
        var author = await house.Somebody();
        var photo = await author.AddQuickPhoto();
        var post = (await house.Use<Posts, Post>(posts => posts.Create(author.Viewer, [photo], null, Visibility.Public, null, true, PlaceChoice.Of(new NewPlace("The old pier", 47.5, 9.25)), null, default))).Id;
        using var visitor = house.Browse();

        var link = (await visitor.Get($"/posts/{post}")).One("main a[href^='/places/']");
        var place = await visitor.Get(link.GetAttribute("href")!);

        Assert.Equal("The old pier", link.TextContent);
        Assert.Equal("The old pier", place.One("h1").TextContent);
        Assert.NotEmpty(place.Document.QuerySelectorAll($".gallery a[href='/posts/{post}']"));
        // A suggestion of the search knows its id in the graph alone.
        var key = Guid.Parse(link.GetAttribute("href")!["/places/".Length..]);
        Assert.Equal("The old pier", (await visitor.Get($"/places/{new GlobalId("Place", key).Text}")).One("h1").TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/places/nonsense")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/places/{Guid.NewGuid()}")).Status);
    }
}
