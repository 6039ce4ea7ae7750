using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>However much is asked for at once, the database is asked the same number of times.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class StatementTests(House house)
{
    const string Feed = """
        query ($first: Int) {
          feed(first: $first) {
            nodes {
              id captionHTML likeCount commentCount viewerHasLiked
              author { username viewerFollowStatus followerCount }
              photos { placeholder image(width: 640) { url width height } }
              hashtags { name postCount }
              mentions { username }
              comments(first: 2) { totalCount nodes { bodyHTML likeCount viewerHasLiked replyCount author { username } replies(first: 1) { nodes { body author { username } } } } }
              likes(first: 3) { totalCount nodes { username } }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;

    [Fact]
    public async Task The_feed_takes_as_many_statements_for_20_posts_as_for_5()
    {
        var reader = await house.Somebody();
        Person[] authors = [await house.Somebody(), await house.Somebody(), await house.Somebody()];
        foreach (var author in authors) await reader.Follow(author);
        for (var i = 0; i < 20; i++)
        {
            var post = await authors[i % 3].AddQuickPost($"Number {i} #feed #n{i} with @ann");
            var comment = await house.Bob.AddComment(post, "First");
            await house.Ann.AddComment(post, "Reply", comment);
            await house.Use<Likes>(likes => likes.LikePost(house.Bob.Viewer, post, default));
            await house.Use<Likes>(likes => likes.LikeComment(house.Ann.Viewer, comment, default));
        }
        await reader.Graph(Feed, new { first = 1 });   // the first use of a token is written down
        var (few, fewStatements) = await SqlCounter.Count(() => reader.Graph(Feed, new { first = 5 }));
        var (many, manyStatements) = await SqlCounter.Count(() => reader.Graph(Feed, new { first = 20 }));

        Assert.Equal((5, 20), (few.ShouldSucceed().List("feed.nodes").Count, many.ShouldSucceed().List("feed.nodes").Count));
        Assert.Equal(fewStatements.Count, manyStatements.Count);
        Assert.InRange(manyStatements.Count, 5, 25);
        Assert.Equal("Reply", many["feed.nodes.19.comments.nodes.0.replies.nodes.0.body"]);
    }

    /// <summary>What the home page of a program shows.</summary>
    const string FeedPage = """
        query ($first: Int, $after: String) {
          feed(first: $first, after: $after) {
            edges { cursor reason }
            nodes {
              id captionHTML createdAt url visibility contentWarning likeCount commentCount viewerHasLiked viewerHasSaved viewerCanComment viewerCanDelete viewerCanUpdate
              author { id username displayName url avatar { url } viewerIsSelf viewerFollowStatus followsViewer viewerCanFollow viewerHasBlocked viewerHasMuted }
              photos { id altText placeholder image(width: 640) { url width height } images { url width } }
              topComments { id bodyHTML createdAt likeCount replyCount viewerHasLiked viewerCanDelete viewerCanUpdate author { id username } }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;

    [Fact]
    public async Task A_page_of_the_feed_with_all_that_it_shows_takes_a_few_statements()
    {
        var reader = await house.Somebody();
        Person[] authors = [await house.Somebody(), await house.Somebody()];
        foreach (var author in authors)
        {
            await reader.Follow(author);
            var photo = await author.AddQuickPhoto();
            await house.Database(db => db.Users.Where(user => user.Id == author.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(user => user.AvatarPhotoId, photo)));
        }
        for (var i = 0; i < 21; i++)
        {
            var post = await authors[i % 2].AddQuickPost($"Number {i}");
            foreach (var writer in (Person[])[house.Bob, house.Ann, house.Carol]) await writer.AddComment(post, $"From {writer.Username}");
        }
        await reader.Graph(FeedPage, new { first = 1 });   // the first use of a token is written down
        var (page, statements) = await SqlCounter.Count(() => reader.Graph(FeedPage, new { first = 20 }));

        Assert.Equal(20, page.ShouldSucceed().List("feed.nodes").Count);
        Assert.Equal("bob", page["feed.nodes.19.topComments.0.author.username"]);
        Assert.True(page.Is("feed.pageInfo.hasNextPage"));
        // PostgreSQL is asked first what the feed is made of, since a statement that looks for more takes twice as long.
        var most = TestDatabase.IsPostgres ? 9 : 8;
        Assert.True(statements.Count <= most, string.Join("\n\n", statements));
    }

    [Fact]
    public async Task A_count_that_is_not_asked_for_is_not_made()
    {
        var person = await house.Somebody();
        await person.AddQuickPost();
        const string Without = "{ viewer { user { posts { nodes { id } } } } }";
        await person.Graph(Without);
        var (_, without) = await SqlCounter.Count(() => person.Graph(Without));
        var (counted, with) = await SqlCounter.Count(() => person.Graph("{ viewer { user { posts { nodes { id } totalCount } } } }"));

        Assert.Equal(1, counted.ShouldSucceed().Number("viewer.user.posts.totalCount"));
        Assert.Equal(without.Count + 1, with.Count);
    }

    [Fact]
    public async Task An_operation_over_a_limit_never_reaches_the_database()
    {
        var deep = string.Concat(Enumerable.Repeat("followers { nodes { ", 8)) + "id" + string.Concat(Enumerable.Repeat(" } }", 8));
        var (refused, statements) = await SqlCounter.Count(() => house.Stranger.Graph($"{{ user(by: {{ username: \"ann\" }}) {{ {deep} }} }}"));

        Assert.NotEmpty(refused.Errors);
        Assert.Empty(statements);
    }
}
