using System.Net;
using Xunit;

namespace PhotoShare.Tests;

[Collection(NextDoorCollection.Name)]
public sealed class CommentPageTests(House house)
{
    const string Form = "form.comment-form";

    [Fact]
    public async Task A_comment_and_a_reply_are_made_by_the_plain_form()
    {
        var post = await (await house.Somebody()).AddQuickPost();
        using var bob = house.Browse();
        await bob.SignIn("bob");
        var commented = await (await bob.Get($"/posts/{post}")).Submit(Form, ("body", "Lovely, @ann! <i>really</i>"));
        var row = commented.One("li.comment");
        Assert.Contains("<i>really</i>", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("/@ann", commented.One("li.comment .body a").GetAttribute("href"));

        using var carol = house.Browse();
        await carol.SignIn("carol");
        var answering = await carol.Get((await carol.Get($"/posts/{post}")).One("a[data-reply]").GetAttribute("href")!.Split('#')[0]);
        var replied = await answering.Submit(Form, ("body", "So it is"));
        Assert.Contains("So it is", replied.One("li.comment ol.replies li.comment").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_that_is_too_long_is_kept_with_the_reason()
    {
        var post = await (await house.Somebody()).AddQuickPost();
        using var bob = house.Browse();
        await bob.SignIn("bob");
        var page = await (await bob.Get($"/posts/{post}")).Submit(Form, ("body", new string('x', 2001)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("2,000", page.One("#body-refusal").TextContent, StringComparison.Ordinal);
        Assert.Equal(new string('x', 2001), page.One("#body").TextContent);
    }

    [Fact]
    public async Task A_comment_is_deleted_by_its_author_or_the_posts_and_by_nobody_else()
    {
        var author = await house.Somebody();
        var post = await author.AddQuickPost();
        var comment = await house.Bob.AddComment(post, "Mine");
        using var carol = house.Browse();
        await carol.SignIn("carol");
        Assert.Null((await carol.Get($"/posts/{post}")).Document.QuerySelector("form[action$='/delete']"));

        using var visitor = house.Browse();
        await visitor.SignIn(author.Username);
        var after = await (await visitor.Get($"/posts/{post}")).Submit($"form[action='/comments/{comment}/delete']");
        Assert.Empty(after.Document.QuerySelectorAll("li.comment"));
    }

    [Fact]
    public async Task A_comment_is_changed_by_its_author_in_the_plain_form_and_by_nobody_else()
    {
        var post = await (await house.Somebody()).AddQuickPost();
        var comment = await house.Bob.AddComment(post, "A quite lake");
        using var bob = house.Browse();
        await bob.SignIn("bob");
        var link = (await bob.Get($"/posts/{post}")).One("a[data-edit]").GetAttribute("href")!.Split('#')[0];
        var form = await bob.Get(link);
        Assert.Equal("A quite lake", form.One("#body").TextContent);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await form.Submit(Form, ("body", " "))).Status);
        var changed = await form.Submit(Form, ("body", "A quiet lake"));
        Assert.Equal("A quiet lake", changed.One("li.comment .body").TextContent);
        Assert.Contains("edited", changed.One("li.comment .meta").TextContent, StringComparison.Ordinal);

        using var carol = house.Browse();
        await carol.SignIn("carol");
        var others = await carol.Get(link);
        Assert.Null(others.Document.QuerySelector("[name=editId]"));
        Assert.Null(others.Document.QuerySelector("a[data-edit]"));
        Assert.Equal("", others.One("#body").TextContent);
        await others.Submit(Form, ("body", "Mine now"));
        Assert.Equal("A quiet lake", await house.Database(async db => (await db.Comments.FindAsync(comment))!.Body));
    }

    [Fact]
    public async Task A_stranger_is_asked_to_sign_in_first()
    {
        using var stranger = house.Browse();
        var page = await stranger.Get($"/posts/{house.PublicPost}");

        Assert.Null(page.Document.QuerySelector(Form));
        Assert.NotNull(page.Document.QuerySelector(".comments a[href^='/signin']"));
    }
}
