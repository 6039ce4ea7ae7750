using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Images that were removed for good and are posted anew.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class RecognitionTests(House house)
{
    const string Create = "mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } errors { ... on Error { code message path } } } }";

    [Theory]
    [InlineData(0UL, true)]
    [InlineData(0x0001_0003_0003_0003UL, true)]
    [InlineData(0x007F_0000_0000_0000UL, true)]
    [InlineData(0x0003_0003_0003_0003UL, false)]
    public async Task A_removed_image_is_known_again_in_up_to_seven_bits(ulong otherwise, bool isKnown)
    {
        var (author, other) = (await house.Somebody(), await house.Somebody());
        var (photo, hash) = await author.AddUniquePhoto();
        await Remove(await author.AddPost(null, photo));

        var again = await other.Graph(Create, new { input = new { photoIds = new[] { Belongings.PhotoId((await other.AddUniquePhoto(hash ^ (long)otherwise)).Id) } } });

        if (isKnown) again.ShouldBeRefused("REMOVED_IMAGE", "photoIds.0");
        else again.ShouldSucceed();
    }

    [Fact]
    public async Task One_that_was_posted_before_it_was_processed_is_hidden_and_told_and_an_appeal_frees_it_and_all_like_it()
    {
        var (author, other, moderator) = (await house.Somebody(), await house.Somebody(), await house.Staff());
        var (photo, hash) = await author.AddUniquePhoto();
        var removal = await Remove(await author.AddPost(null, photo));
        var waiting = await other.AddQuickPhoto();
        await house.Database(db => db.Photos.Where(p => p.Id == waiting).ExecuteUpdateAsync(set => set.SetProperty(p => p.Status, PhotoStatus.Uploaded).SetProperty(p => p.LeaseUntil, DateTime.UtcNow.AddMinutes(5)).SetProperty(p => p.PerceptualHash, (long?)null)));
        var post = await other.AddPost("Not yet developed", waiting);

        await house.Database(db => db.Photos.Where(p => p.Id == waiting).ExecuteUpdateAsync(set => set.SetProperty(p => p.Status, PhotoStatus.Ready).SetProperty(p => p.PerceptualHash, hash ^ 5)));
        await house.Use<Processing, int>(processing => processing.PublishForgotten(default));

        Assert.False(await house.Bob.Sees(Belongings.PostId(post)));
        using var browser = await other.Browser();
        var decision = await browser.ReadDecision("hid a post of yours");
        await decision.Submit("main form", ("appeal", "It is my own"));
        using var desk = await moderator.Browser();
        Assert.Contains("by itself", (await desk.Get("/moderation/appeals")).One($"#appeal-{decision.Address.Segments[^1]}").TextContent, StringComparison.Ordinal);
        await desk.Decide(decision, "reverse");
        Assert.True(await house.Bob.Sees(Belongings.PostId(post)));

        await house.Use<Appeals>(appeals => appeals.Add(author.Viewer, removal, "Please", default));
        await house.Use<Appeals>(appeals => appeals.Reverse(moderator.Viewer, removal, new Remark(), default));
        await author.AddPost("Again", (await author.AddUniquePhoto(hash)).Id);
    }

    /// <summary>Removes a post for good and gives the action.</summary>
    async Task<Guid> Remove(Guid post)
    {
        await house.Bob.Report(ReportSubject.Post, post);
        var moderator = await house.Staff();
        await house.Use<Moderating>(moderating => moderating.Remove(moderator.Viewer with { Moderates = true }, ReportSubject.Post, post, forGood: true, new Remark(), default));
        return Assert.Single(await house.ActionsOn(post)).Id;
    }
}
