using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Words that people may not simply write: how they are found, and what becomes of what has them. Each test has words that nobody else writes.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class WordFilterTests(House house)
{
    const string Page = "/moderation/words";

    [Fact]
    public async Task Admins_keep_the_list_and_words_are_found_however_they_are_written()
    {
        using var moderator = await (await house.Staff()).Browser();
        Assert.Equal(HttpStatusCode.NotFound, (await moderator.Get(Page)).Status);
        var admin = await house.Staff(UserRole.Admin);
        using var desk = await admin.Browser();
        foreach (var (word, measure) in ((string, string)[])[("Quorzel", "Refuse"), ("norbig flank", "Hold"), ("vrastel*", "Hold")]) Assert.Contains("Saved", (await List(desk, word, measure, "A reason")).Text, StringComparison.Ordinal);
        Assert.Contains("already", (await List(desk, "qu0rzёl", "Hold", "")).One("#word-refusal").TextContent, StringComparison.Ordinal);
        Assert.NotNull((await List(desk, "***", "Hold", "")).One("#word-refusal"));
        Assert.NotNull((await List(desk, "ab*", "Hold", "")).One("#word-refusal"));
        Assert.NotNull((await List(desk, "warnless", "Warn", "")).One("#reason-refusal"));

        foreach (var text in (string[])
        [
            "quorzel", "You QUORZEL!", "quörzèl", "qu0rz3l", "quоrzеl", "quor\u200bz\u00adel", "ｑｕｏｒｚｅｌ", "q̵u̵o̵r̵z̵e̵l̵", "#quorzel", "@quorzel", "(quorzel)", "🅠🅤🅞🅡🅩🅔🅛", "quorzel99", "ᴏᴜʀ qᴜᴏʀᴢᴇʟ",
            "norbig flank", "NORBIG,  fl4nk", "the norbig-flank.", "vrastel", "vrastelling", "Vr@stel",
        ]) Assert.True((await Tried(desk, text)).Count > 0, $"{text} is not found");
        foreach (var text in (string[])["quorzels", "aquorzel", "quor zel", "norbig", "flank norbig", "norbig big flank", "avrastel", "2001", "an ordinary sentence, with 1 number"])
            Assert.True((await Tried(desk, text)).Count == 0, $"{text} is found");

        var listed = await desk.Get(Page);
        await listed.Submit($"form[action='{listed.Document.QuerySelectorAll("form[action$='/remove']").Single(form => form.TextContent.Contains("Remove", StringComparison.Ordinal) && form.ParentElement!.TextContent.Contains("norbig flank", StringComparison.Ordinal)).GetAttribute("action")}']");
        Assert.Empty(await Tried(desk, "norbig flank"));
        var log = await desk.Get($"/moderation/log?by={admin.Viewer.Id}");
        Assert.Contains("Took it off the list", log.Text, StringComparison.Ordinal);
        Assert.Equal(3, log.Document.QuerySelectorAll("li.act").Count(act => act.TextContent.Contains("Put it on the list", StringComparison.Ordinal) && act.TextContent.Contains("A reason", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<Refused>(() => house.Use<FilteredWords>(words => words.Add(house.Bob.Viewer, "mine", WordMeasure.Refuse, null, default)));
    }

    [Fact]
    public async Task A_refused_word_is_taken_by_no_door_and_said_beside_its_field()
    {
        var person = await house.Somebody();
        var (mine, loose) = (await person.AddQuickPost("Fine"), await person.AddQuickPhoto());
        var comment = await person.AddComment(mine, "Fine");
        await Listed("drumbelsnit", WordMeasure.Refuse);
        var bad = "A drümbelsn1t!";

        foreach (var (mutation, input, path) in ((string, object, string)[])
        [
            ("addComment", new { postId = Belongings.PostId(mine), body = bad }, "body"),
            ("updateComment", new { commentId = Belongings.CommentId(comment), body = bad }, "body"),
            ("createPost", new { photoIds = new[] { Belongings.PhotoId(loose) }, caption = bad }, "caption"),
            ("createPost", new { photoIds = new[] { Belongings.PhotoId(loose) }, place = new { @new = new { name = bad, latitude = 1, longitude = 1 } } }, "place.new.name"),
            ("updatePost", new { postId = Belongings.PostId(mine), caption = bad }, "caption"),
            ("updatePost", new { postId = Belongings.PostId(mine), contentWarning = bad }, "contentWarning"),
            ("updatePhoto", new { photoId = Belongings.PhotoId(loose), altText = bad }, "altText"),
            ("requestUpload", new { fileName = "a.jpg", contentType = "image/jpeg", byteSize = 1000, altText = bad }, "altText"),
            ("updateProfile", new { displayName = bad }, "displayName"),
            ("updateProfile", new { bio = bad }, "bio"),
            ("signUp", new { username = "drumbelsnit_99", email = "drum@example.org", password = Person.Password }, "username"),
        ])
        {
            var answer = await person.Graph($"mutation ($input: {char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input!) {{ {mutation}(input: $input) {{ errors {{ ... on Error {{ code message path }} }} }} }}", new { input });
            answer.ShouldBeRefused("WORD_NOT_ALLOWED", path);
        }
        using var browser = await person.Browser();
        var refused = await (await browser.Get($"/posts/{mine}")).Submit("#comment-form", ("body", bad));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "The word “drümbelsn1t” is not allowed here."), (refused.Status, refused.One("#body-refusal").TextContent));
        Assert.Equal(bad, refused.One("#body").TextContent);
        Assert.NotNull((await (await browser.Get($"/posts/{mine}/edit")).Submit("#edit", ("caption", bad))).One("#caption-refusal"));
        Assert.NotNull((await (await browser.Get($"/posts/{mine}/edit")).Submit("#edit", ("place", bad), ("coordinates", "1, 1"))).One("#place-refusal"));
        Assert.Empty(await house.Database(db => db.Reports.Where(r => r.ReporterId == null && r.Note!.Contains("drumbelsnit")).ToListAsync()));
    }

    [Fact]
    public async Task What_is_held_waits_for_a_moderator_with_the_word_in_its_context()
    {
        var (person, other) = (await house.Somebody(), await house.Somebody());
        await other.Follow(person);
        await Listed("klomverig*", WordMeasure.Hold);
        var (post, open) = (await person.AddQuickPost("Long before it comes the klomverigest of all words"), await person.AddQuickPost("Nothing"));
        var comment = await person.AddComment(open, "So klomverig");
        var edited = await person.AddComment(open, "Fine");
        Assert.True(await other.Sees(Belongings.CommentId(edited)));
        await person.Does("updateComment", new { commentId = Belongings.CommentId(edited), body = "No longer: klomverigly" });
        await person.Does("updateProfile", new { bio = "I am klomverig" });
        using var desk = await (await house.Staff()).Browser();

        foreach (var (subject, id, node) in ((ReportSubject, Guid, string)[])
            [(ReportSubject.Post, post, Belongings.PostId(post)), (ReportSubject.Comment, comment, Belongings.CommentId(comment)), (ReportSubject.Comment, edited, Belongings.CommentId(edited))])
        {
            Assert.Equal((true, false, false), (await person.Sees(node), await other.Sees(node), await house.Stranger.Sees(node)));
            var shown = await desk.Get(Bench.CaseUrl(subject, id));
            Assert.Contains("the word filter", shown.One(".reports").TextContent, StringComparison.Ordinal);
            Assert.Contains("klomverig", shown.One(".reports blockquote").TextContent, StringComparison.Ordinal);
            var action = Assert.Single(await house.ActionsOn(id));
            Assert.Equal((ModerationKind.Hide, Guid.Empty, person.Viewer.Required), (action.Kind, action.ModeratorId, action.PersonId));
        }
        Assert.Contains("klomverig", (await desk.Get(Bench.CaseUrl(ReportSubject.User, person.Viewer.Required))).One(".reports blockquote").TextContent, StringComparison.Ordinal);
        using var browser = await person.Browser();
        var decision = await browser.ReadDecision("hid a post of yours");
        Assert.Contains("It has a word", decision.Text, StringComparison.Ordinal);
        Assert.NotNull(decision.One("[name=appeal]"));

        await desk.Judge(ReportSubject.Post, post, "Show");
        Assert.True(await other.Sees(Belongings.PostId(post)));
        Assert.Empty(await house.Database(db => db.Reports.Where(r => r.SubjectId == post && (r.ClosedAt == null || r.Note != null)).ToListAsync()));
        // What is written again is looked at again, and reported again.
        await person.Does("updatePost", new { postId = Belongings.PostId(post), caption = "Most klomverig" });
        Assert.False(await other.Sees(Belongings.PostId(post)));
        Assert.Single(await house.Database(db => db.Reports.Where(r => r.SubjectId == post && r.ClosedAt == null).ToListAsync()));
    }

    [Fact]
    public async Task A_post_is_warned_of_for_a_word_wherever_it_stands_and_another_servers_word_holds_too()
    {
        var person = await house.Somebody();
        await Listed("spondertrap", WordMeasure.Warn, "Shows a trap");
        var photo = await person.AddQuickPhoto();
        await person.Does("updatePhoto", new { photoId = Belongings.PhotoId(photo), altText = "A spondertrap" });
        var (post, later) = (await person.AddPost("Fine", photo), await person.AddQuickPost("Fine"));
        await person.Does("updatePost", new { postId = Belongings.PostId(later), caption = "A spondertrap", contentWarning = "Mine" });
        var comment = await person.AddComment(post, "What a spondertrap");

        foreach (var warned in (Guid[])[post, later])
        {
            var shown = (await house.Stranger.Graph("query ($id: ID!) { post(id: $id) { contentWarning } }", new { id = Belongings.PostId(warned) })).ShouldSucceed();
            Assert.Equal("Shows a trap", shown["post.contentWarning"]);
            Assert.Equal(ModerationKind.Warn, Assert.Single(await house.ActionsOn(warned)).Kind);
        }
        (await person.Graph("mutation ($input: UpdatePostInput!) { updatePost(input: $input) { errors { ... on Error { code message path } } } }", new { input = new { postId = Belongings.PostId(post), contentWarning = "" } })).ShouldBeRefused("FORBIDDEN", "contentWarning");
        Assert.True(await house.Stranger.Sees(Belongings.CommentId(comment)));
        Assert.Single(await house.Database(db => db.Reports.Where(r => r.SubjectId == comment && r.ReporterId == null).ToListAsync()));

        await house.Database(async db =>
        {
            db.Add(new FilteredWord { Text = "Yondelwick", Folded = "yondelwick", Measure = WordMeasure.Refuse });
            return await db.SaveChangesAsync();
        });
        await Eventually.Becomes(
            () => person.Graph("mutation ($input: AddCommentInput!) { addComment(input: $input) { errors { ... on Error { code } } } }", new { input = new { postId = Belongings.PostId(post), body = "Yondelwick" } }),
            answer => answer.Body.ToJsonString().Contains("WORD_NOT_ALLOWED", StringComparison.Ordinal), "the word holds");
    }

    async Task Listed(string word, WordMeasure measure, string? reason = null)
    {
        var admin = await house.Staff(UserRole.Admin);
        await house.Use<FilteredWords>(words => words.Add(admin.Viewer, word, measure, reason, default));
    }

    static async Task<WebPage> List(WebVisitor desk, string word, string measure, string reason) =>
        await (await desk.Get(Page)).Submit("#add-word", ("word", word), ("measure", measure), ("reason", reason));

    static async Task<IReadOnlyList<string>> Tried(WebVisitor desk, string text) =>
        [.. (await desk.Get($"{Page}?text={Uri.EscapeDataString(text)}")).Document.QuerySelectorAll("ul.reasons li").Select(one => one.TextContent)];
}
