using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The kept counts of posts are what counting says, whatever happened to the posts and to the people.</summary>
[Collection(HouseCollection.Name)]
public sealed class PostCountTests(House house)
{
    [Fact]
    public async Task Counts_are_kept_through_all_that_happens_to_posts_and_people()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => house.Somebody()));
        var (author, fan, blocked, stranger) = (people[0], people[1], people[2], people[3]);
        await Same(people, "nobody has posts");
        await fan.Follow(author);
        var posts = await Add(author, [Visibility.Public, Visibility.Public, Visibility.Followers, Visibility.Private], published: true);
        var drafts = await Add(author, [Visibility.Public, Visibility.Followers], published: false);
        await Add(stranger, [Visibility.Public], published: true);
        await Same(people, "some are there");
        Assert.Equal((2, 3, 6), (await Count(Viewer.Anonymous, author), await Count(fan.Viewer, author), await Count(author.Viewer, author)));

        await Change(posts[0], set => set.SetProperty(post => post.Caption, "Another"));
        await Change(posts[0], set => set.SetProperty(post => post.Visibility, Visibility.Followers));
        await Change(posts[3], set => set.SetProperty(post => post.Visibility, Visibility.Public));
        await Same(people, "they are for others now");
        await Change(drafts[0], set => set.SetProperty(post => post.PublishedAt, DateTime.UtcNow));
        await Change(posts[1], set => set.SetProperty(post => post.HiddenAt, DateTime.UtcNow));
        await Same(people, "one is published and one hidden");
        Assert.Equal((2, 4, 6), (await Count(stranger.Viewer, author), await Count(fan.Viewer, author), await Count(author.Viewer, author)));
        await Change(posts[1], set => set.SetProperty(post => post.HiddenAt, (DateTime?)null));
        await Same(people, "it is shown again");

        await house.Use<Accounts>(accounts => accounts.SetPrivate(author.Viewer, true, default));
        Assert.Equal((0, 5), (await Count(stranger.Viewer, author), await Count(fan.Viewer, author)));
        await Same(people, "the account is private");
        await house.Use<Accounts>(accounts => accounts.SetPrivate(author.Viewer, false, default));
        await house.Use<Blocks>(blocks => blocks.Block(blocked.Viewer, author.Viewer.Required, default));
        await Same(people, "one is blocked");
        Assert.Equal(0, await Count(blocked.Viewer, author));

        await house.Database(db => db.Users.Where(user => user.Id == author.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(user => user.BannedAt, DateTime.UtcNow)));
        await Same(people, "the author is banned");
        await house.Database(db => db.Users.Where(user => user.Id == author.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(user => user.BannedAt, (DateTime?)null)));
        await house.Use<Posts>(use => use.Delete(author.Viewer, posts[2], default));
        await Same(people, "one is deleted");
        await house.Database(db => db.Posts.Where(post => post.AuthorId == author.Viewer.Id || post.AuthorId == stranger.Viewer.Id).ExecuteDeleteAsync());
        await Same(people, "all are deleted");
        Guid[] both = [author.Viewer.Required, stranger.Viewer.Required];
        Assert.Equal(0, await house.Database(db => db.PostCounts.CountAsync(count => both.Contains(count.AuthorId))));
    }

    [Fact]
    public async Task Nothing_is_lost_where_many_posts_of_one_author_come_and_go_at_once()
    {
        var author = await house.Somebody();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            for (var round = 0; round < 4; round++)
            {
                var post = (await Add(author, [Visibility.Public], published: true))[0];
                if (round < 3 || i % 2 == 0) await house.Database(db => db.Posts.Where(row => row.Id == post).ExecuteDeleteAsync());
                else await Change(post, set => set.SetProperty(row => row.Visibility, Visibility.Followers));
            }
        }));

        Assert.Equal((0, 4), (await Count(Viewer.Anonymous, author), await Count(author.Viewer, author)));
        await Same([author], "all is over");
    }

    [Fact]
    public async Task Nothing_is_kept_of_somebody_who_is_gone()
    {
        var author = (await house.Somebody()).Viewer.Required;
        await house.Database(db =>
        {
            db.Add(new Post { AuthorId = author, PublishedAt = DateTime.UtcNow });
            return db.SaveChangesAsync();
        });
        Assert.Equal(1, await house.Database(db => db.PostCounts.CountAsync(count => count.AuthorId == author)));
        await house.Database(db => db.Users.Where(user => user.Id == author).ExecuteDeleteAsync());

        Assert.Equal(0, await house.Database(db => db.PostCounts.CountAsync(count => count.AuthorId == author)));
    }

    Task<List<Guid>> Add(Person author, IEnumerable<Visibility> audiences, bool published) => house.Database(async db =>
    {
        var rows = audiences.Select(audience => new Post { AuthorId = author.Viewer.Required, Visibility = audience, PublishedAt = published ? DateTime.UtcNow : null }).ToList();
        db.AddRange(rows);
        await db.SaveChangesAsync();
        return rows.ConvertAll(row => row.Id);
    });

    Task<int> Change(Guid post, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Post>> change) => house.Database(db => db.Posts.Where(row => row.Id == post).ExecuteUpdateAsync(change));

    /// <summary>As counted, for each of them, a visitor and somebody who moderates.</summary>
    async Task Same(IReadOnlyList<Person> people, string when)
    {
        foreach (var viewer in (Viewer[])[.. people.Select(person => person.Viewer), Viewer.Anonymous, people[^1].Viewer with { Moderates = true }])
            foreach (var person in people)
            {
                var id = person.Viewer.Required;
                var counted = await house.Database(db => db.Posts.VisibleTo(viewer).CountAsync(post => post.AuthorId == id));
                Assert.True(counted == await Count(viewer, person), $"{when}: {viewer} is told {await Count(viewer, person)} of {person.Username}, and counts {counted}.");
            }
    }

    /// <summary>Nothing for somebody whom the viewer may not know of.</summary>
    Task<int> Count(Viewer viewer, Person person) => house.Database(db =>
        db.CountedAuthors(viewer).Where(author => author.Id == person.Viewer.Required).Select(author => author.Posts).SingleOrDefaultAsync());
}
