using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The upload page as a plain form: what was sent and what was typed stays, whatever is refused.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class UploadFormTests(House house) : IAsyncLifetime
{
    const string Form = "form[data-upload]";

    readonly WebVisitor visitor = house.Browse();
    Person person = null!;

    public async Task InitializeAsync()
    {
        person = await house.Somebody();
        await visitor.SignIn(person.Username);
    }

    [Fact]
    public async Task Photos_need_not_be_sent_again_when_something_else_is_refused()
    {
        var refused = await (await visitor.Get("/upload")).Submit(Form, [("caption", new string('x', 2_201)), ("contentWarning", "Loud colours")], [("photos", "gray.jpg", "image/jpeg")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("2,200", refused.One("#caption-refusal").TextContent, StringComparison.Ordinal);
        Assert.Equal("gray.jpg", refused.One(".upload").GetAttribute("data-name"));
        var shared = await refused.Submit(Form, ("caption", "Shorter"));

        Assert.StartsWith("/posts/", shared.Address.AbsolutePath, StringComparison.Ordinal);
        var post = await house.Database(db => db.Posts.Include(p => p.Photos).SingleAsync(p => p.AuthorId == person.Viewer.Id));
        Assert.Equal(("Shorter", "Loud colours", 1), (post.Caption, post.ContentWarning, post.Photos.Count));
    }

    [Fact]
    public async Task Of_several_files_those_that_are_photos_are_kept_and_the_others_named()
    {
        var refused = await (await visitor.Get("/upload")).Submit(Form, [], [("photos", "gray.jpg", "image/jpeg"), ("photos", "empty.jpg", "image/jpeg"), ("photos", "portrait.png", "image/png")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("empty.jpg", refused.One("#photos-refusal").TextContent, StringComparison.Ordinal);
        Assert.Equal(["gray.jpg", "portrait.png"], Names(refused));
        Assert.Equal(0, await house.Database(db => db.Posts.CountAsync(p => p.AuthorId == person.Viewer.Id)));
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_makes_one_post()
    {
        var page = await visitor.Get($"/upload?photo={Belongings.PhotoId(await person.AddQuickPhoto())}");
        var posts = await Task.WhenAll(page.Submit(Form), page.Submit(Form));

        Assert.Equal(posts[0].Address, posts[1].Address);
        Assert.Equal(1, await house.Database(db => db.Posts.CountAsync(p => p.AuthorId == person.Viewer.Id)));
    }

    [Fact]
    public async Task It_begins_with_drafts_of_ones_own_and_no_other_photos()
    {
        var (mine, posted) = (await person.AddQuickPhoto(), await person.AddQuickPhoto());
        await person.AddPost("Posted", posted);
        var anothers = await house.Ann.AddQuickPhoto();
        var page = await visitor.Get($"/upload?photo={Belongings.PhotoId(anothers)}&photo={Belongings.PhotoId(posted)}&photo={Belongings.PhotoId(mine)}&photo=nonsense");

        Assert.Equal(Belongings.PhotoId(mine), page.One(".upload").GetAttribute("data-photo"));
        Assert.Equal(Belongings.PhotoId(mine), page.One("[name=drafts]").GetAttribute("value"));
    }

    [Fact]
    public async Task Anothers_photo_is_not_posted_by_its_id()
    {
        var page = await visitor.Get($"/upload?photo={Belongings.PhotoId(await person.AddQuickPhoto())}");
        var refused = await page.Submit(Form, ("drafts", Belongings.PhotoId(await house.Ann.AddQuickPhoto())));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("There is no such photo.", refused.One("#form-refusal").TextContent);
    }

    [Fact]
    public async Task A_draft_is_removed_for_good()
    {
        var photo = await person.AddQuickPhoto();
        var page = await (await visitor.Get($"/upload?photo={Belongings.PhotoId(photo)}")).Submit(Form, ("do", $"remove:{Belongings.PhotoId(photo)}"));

        Assert.Empty(Names(page));
        Assert.Equal(0, await house.Database(db => db.Photos.CountAsync(p => p.Id == photo)));
    }

    [Theory]
    [InlineData("", "47.6, 9.3", "#place-refusal")]
    [InlineData("Nowhere yet", "", "#coordinates-refusal")]
    [InlineData("Nowhere yet", "north of here", "#coordinates-refusal")]
    [InlineData("Nowhere yet", "91, 9", "#coordinates-refusal")]
    public async Task A_place_is_refused_beside_what_is_missing_of_it(string place, string coordinates, string beside)
    {
        var page = await visitor.Get($"/upload?photo={Belongings.PhotoId(await person.AddQuickPhoto())}");
        var refused = await page.Submit(Form, ("place", place), ("coordinates", coordinates));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotEqual("", refused.One(beside).TextContent);
        Assert.Equal((place, coordinates), (refused.One("#place").GetAttribute("value"), refused.One("#coordinates").GetAttribute("value")));
    }

    [Fact]
    public async Task A_place_that_posts_name_is_found_again_by_its_name_alone()
    {
        var name = $"Cove {Guid.NewGuid():n}";
        await (await visitor.Get($"/upload?photo={Belongings.PhotoId(await person.AddQuickPhoto())}")).Submit(Form, ("place", name), ("coordinates", "47.6333, 9.3667"));
        var again = await visitor.Get($"/upload?photo={Belongings.PhotoId(await person.AddQuickPhoto())}");
        Assert.Equal(name, again.One("#places option").GetAttribute("value"));
        await again.Submit(Form, ("place", name.ToUpperInvariant()));

        var places = await house.Database(db => db.Posts.Where(p => p.AuthorId == person.Viewer.Id).Select(p => p.PlaceId).ToListAsync());
        Assert.Equal(2, places.Count);
        Assert.NotNull(Assert.Single(places.Distinct()));
    }

    [Fact]
    public async Task A_private_accounts_preview_says_that_followers_see_it()
    {
        await house.Use<Accounts>(accounts => accounts.SetPrivate(person.Viewer, true, default));
        var page = await (await visitor.Get($"/upload?photo={Belongings.PhotoId(await person.AddQuickPhoto())}")).Submit(Form, ("do", "preview"), ("caption", "<b>bold</b> #tag"));

        Assert.Contains("Your followers see it, because your account is private.", page.One(".preview .traces").TextContent, StringComparison.Ordinal);
        Assert.Equal("<b>bold</b> #tag", page.One(".preview .caption").TextContent);
        Assert.Equal(0, await house.Database(db => db.Posts.CountAsync(p => p.AuthorId == person.Viewer.Id)));
    }

    static IEnumerable<string?> Names(WebPage page) => page.Document.QuerySelectorAll(".upload").Select(row => row.GetAttribute("data-name"));

    public Task DisposeAsync()
    {
        visitor.Dispose();
        person.Dispose();
        return Task.CompletedTask;
    }
}
