using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Photos that a phone hands to the installed app: kept as drafts, for who is signed in, and never by another site.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class ShareTargetTests(House house)
{
    [Theory]
    [InlineData("none")]
    [InlineData("same-origin")]
    public async Task Shared_photos_wait_on_the_upload_page(string site)
    {
        var person = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        var page = await visitor.Send(Sharing(site, "gray.jpg", "empty.jpg", "portrait.png"));

        Assert.Equal((HttpStatusCode.OK, "/upload"), (page.Status, page.Address.AbsolutePath));
        Assert.Equal(["gray.jpg", "portrait.png"], page.Document.QuerySelectorAll(".upload").Select(row => row.GetAttribute("data-name")));
        Assert.Contains("One file was no photo", page.One("#photos-refusal").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await house.Database(db => db.Posts.CountAsync(p => p.AuthorId == person.Viewer.Id)));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData(null)]
    public async Task Another_sites_form_leaves_nothing(string? site)
    {
        var person = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        var page = await visitor.Send(Sharing(site, "gray.jpg"));

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Equal(0, await house.Database(db => db.Photos.CountAsync(p => p.OwnerId == person.Viewer.Id)));
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_told_so_and_led_there()
    {
        using var visitor = house.Browse();
        var page = await visitor.Send(Sharing("none", "gray.jpg"));

        Assert.Equal((HttpStatusCode.OK, "/upload/shared"), (page.Status, page.Address.AbsolutePath));
        Assert.Contains("share them once more", page.One(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal("/signin?returnUrl=/upload", page.One(".notice a").GetAttribute("href"));
    }

    HttpRequestMessage Sharing(string? site, params string[] files)
    {
        var content = new MultipartFormDataContent();
        foreach (var file in files)
        {
            var part = new ByteArrayContent(File.ReadAllBytes(Repository.Photo(file)));
            part.Headers.ContentType = new(Belongings.ContentTypeOf(file));
            content.Add(part, "photos", file);
        }
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(house.Address, "/upload/share")) { Content = content };
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        return request;
    }
}
