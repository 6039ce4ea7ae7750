using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class SettingsTests(House house)
{
    const string Errors = "errors { ... on Error { code message path } }";
    const string Settings = "settings { isPrivate whoCanComment whoCanMention showExifByDefault emailNotifications pushNotifications }";
    const string Update = $"mutation ($input: UpdateSettingsInput!) {{ updateSettings(input: $input) {{ viewer {{ {Settings} }} {Errors} }} }}";

    [Fact]
    public async Task Each_setting_changes_alone_and_stays()
    {
        var person = await house.Somebody();
        Assert.Equal("""{"isPrivate":false,"whoCanComment":"EVERYONE","whoCanMention":"EVERYONE","showExifByDefault":false,"emailNotifications":true,"pushNotifications":true}""", await Chosen(person));
        foreach (var input in (object[])[new { whoCanComment = "FOLLOWING" }, new { whoCanMention = "NOBODY" }, new { showExifByDefault = true }, new { emailNotifications = false }, new { pushNotifications = false }, new { isPrivate = true }])
            (await person.Graph(Update, new { input })).ShouldSucceed();

        Assert.Equal("""{"isPrivate":true,"whoCanComment":"FOLLOWING","whoCanMention":"NOBODY","showExifByDefault":true,"emailNotifications":false,"pushNotifications":false}""", await Chosen(person));
    }

    [Fact]
    public async Task Comments_come_from_whom_the_author_lets()
    {
        var (author, followed, stranger) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        var post = Belongings.PostId(await author.AddQuickPost());
        await author.Follow(followed);
        foreach (var (audience, allowed) in ((string, Person[])[])[("EVERYONE", [author, followed, stranger]), ("FOLLOWING", [author, followed]), ("NOBODY", [author])])
        {
            (await author.Graph(Update, new { input = new { whoCanComment = audience } })).ShouldSucceed();
            foreach (var person in (Person[])[author, followed, stranger])
            {
                Assert.Equal(allowed.Contains(person), (await person.Graph("query ($id: ID!) { post(id: $id) { viewerCanComment } }", new { id = post })).ShouldSucceed().Is("post.viewerCanComment"));
                var said = await person.Graph(CommentTests.AddComment, new { input = new { postId = post, body = $"For {audience}" } });
                if (allowed.Contains(person)) said.ShouldSucceed();
                else said.ShouldBeRefused("FORBIDDEN", "postId");
            }
        }
    }

    [Fact]
    public async Task A_page_offers_its_form_to_whom_the_author_lets()
    {
        var (author, stranger) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        (await author.Graph(Update, new { input = new { whoCanComment = "NOBODY" } })).ShouldSucceed();
        using var browser = house.Browse();
        await browser.SignIn(stranger.Username);

        Assert.Empty((await browser.Get($"/posts/{post}")).Document.QuerySelectorAll("#comment-form"));
    }

    [Fact]
    public async Task Mentions_come_from_whom_the_named_person_lets()
    {
        var (named, followed, stranger) = (await house.Somebody(), await house.Somebody(), await house.Somebody());
        await named.Follow(followed);
        foreach (var (audience, allowed) in ((string, Person[])[])[("EVERYONE", [named, followed, stranger]), ("FOLLOWING", [named, followed]), ("NOBODY", [named])])
        {
            (await named.Graph(Update, new { input = new { whoCanMention = audience } })).ShouldSucceed();
            foreach (var person in (Person[])[named, followed, stranger])
            {
                var post = Belongings.PostId(await person.AddQuickPost($"@{named.Username}"));
                var mentions = (await house.Stranger.Graph("query ($id: ID!) { post(id: $id) { mentions { username } } }", new { id = post })).ShouldSucceed().List("post.mentions");
                Assert.Equal(allowed.Contains(person) ? 1 : 0, mentions.Count);
            }
        }
    }

    static async Task<string> Chosen(Person person) => (await person.Graph($"{{ viewer {{ {Settings} }} }}")).ShouldSucceed().At("viewer.settings")!.ToJsonString();
}
