using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Changing a post on its own page, by its author alone.</summary>
[Collection(HouseCollection.Name)]
public sealed class EditPostTests(House house)
{
    const string Form = "form#edit";

    [Fact]
    public async Task Everything_that_is_said_of_a_post_can_be_said_otherwise()
    {
        var person = await house.Somebody();
        var (camera, plain) = (await person.AddPhoto("camera.jpg"), await person.AddQuickPhoto());
        var post = await person.AddPost("At first", camera, plain);
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        var page = await visitor.Get((await visitor.Get($"/posts/{post}")).One("a[href$='/edit']").GetAttribute("href")!);
        Assert.Null(page.Document.QuerySelector($"[name='location-{Belongings.PhotoId(plain)}']"));
        var shown = await page.Submit(Form,
            ("caption", "Then\r\nmore #then"), ("contentWarning", "Heights"), ("visibility", "Followers"), ("place", $"Tower {post}"), ("coordinates", "48.8584 2.2945"),
            ($"alt-{Belongings.PhotoId(camera)}", "Paris at night"), ($"camera-{Belongings.PhotoId(camera)}", "true"));

        Assert.Equal($"/posts/{post}", shown.Address.AbsolutePath);
        var now = await house.Database(db => db.Posts.Include(p => p.Photos).Include(p => p.Hashtags).SingleAsync(p => p.Id == post));
        Assert.Equal(("Then\nmore #then", "Heights", Visibility.Followers, true), (now.Caption, now.ContentWarning, now.Visibility, now.CommentsEnabled));
        Assert.Equal("then", Assert.Single(now.Hashtags).Name);
        Assert.NotNull(now.PlaceId);
        var photo = now.Photos.Single(p => p.Id == camera);
        Assert.Equal(("Paris at night", true, false), (photo.AltText, photo.ShowCamera, photo.ShowLocation));

        // What is left as it was stays, the place too; what is emptied goes.
        await (await visitor.Get($"/posts/{post}/edit")).Submit(Form, ("caption", ""));
        var kept = await house.Database(db => db.Posts.SingleAsync(p => p.Id == post));
        Assert.Equal((null, "Heights", now.PlaceId), (kept.Caption, kept.ContentWarning, kept.PlaceId));
        await (await visitor.Get($"/posts/{post}/edit")).Submit(Form, ("place", ""));
        Assert.Null((await house.Database(db => db.Posts.SingleAsync(p => p.Id == post))).PlaceId);
    }

    [Fact]
    public async Task What_is_too_long_is_refused_beside_its_field_and_kept()
    {
        var person = await house.Somebody();
        var photo = await person.AddQuickPhoto();
        var post = await person.AddPost("Kept", photo);
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        var refused = await (await visitor.Get($"/posts/{post}/edit")).Submit(Form, ($"alt-{Belongings.PhotoId(photo)}", new string('x', 1_001)), ("caption", "Typed"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("1000", refused.One($"#row-{Belongings.PhotoId(photo)}-refusal").TextContent, StringComparison.Ordinal);
        Assert.Equal(("Typed", 1_001), (refused.One("#caption").TextContent, refused.One($"[name='alt-{Belongings.PhotoId(photo)}']").TextContent.Length));
        Assert.Equal("Kept", (await house.Database(db => db.Posts.SingleAsync(p => p.Id == post))).Caption);
    }

    [Fact]
    public async Task Nobody_else_finds_the_page()
    {
        using var other = house.Browse();
        await other.SignIn("bob");
        using var stranger = house.Browse();

        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/posts/{house.PublicPost}/edit")).Status);
        Assert.DoesNotContain($"/posts/{house.PublicPost}/edit", (await other.Get($"/posts/{house.PublicPost}")).Html, StringComparison.Ordinal);
        Assert.Equal("/signin", (await stranger.Get($"/posts/{house.PublicPost}/edit")).Address.AbsolutePath);
    }

    [Fact]
    public async Task It_is_deleted_from_there_too()
    {
        var person = await house.Somebody();
        var post = await person.AddQuickPost("Soon gone");
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        var profile = await (await visitor.Get($"/posts/{post}/edit")).Submit("form[action$='/delete']");

        Assert.Equal($"/@{person.Username}", profile.Address.AbsolutePath);
        Assert.Equal(0, await house.Database(db => db.Posts.CountAsync(p => p.Id == post)));
    }
}
