using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The kept counts of follows are what counting says, whatever happened to the follows and to the people.</summary>
[Collection(HouseCollection.Name)]
public sealed class FollowCountTests(House house)
{
    [Fact]
    public async Task Counts_are_kept_through_all_that_people_do()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => house.Somebody()));
        var (popular, keeps, fan, second, leaver, stranger) = (people[0], people[1], people[2], people[3], people[4], people[5]);
        await Same(people, "nobody follows");
        foreach (var follower in (Person[])[fan, second, leaver, stranger]) await follower.Follow(popular);
        await popular.Follow(fan);
        await Same(people, "some follow");
        Assert.Equal((4, 1), await Counts(stranger.Viewer, popular));

        await house.Use<Accounts>(accounts => accounts.SetPrivate(keeps.Viewer, true, default));
        foreach (var follower in (Person[])[fan, second]) await follower.Follow(keeps);
        Assert.Equal((0, 0), await Counts(stranger.Viewer, keeps));
        await house.Use<Follows>(follows => follows.Accept(keeps.Viewer, fan.Viewer.Required, default));
        await house.Use<Follows>(follows => follows.Decline(keeps.Viewer, second.Viewer.Required, default));
        Assert.Equal((1, 0), await Counts(stranger.Viewer, keeps));
        await Same(people, "one is accepted and one declined");

        await house.Use<Blocks>(blocks => blocks.Block(stranger.Viewer, fan.Viewer.Required, default));
        Assert.Equal((3, 0), await Counts(stranger.Viewer, popular));
        Assert.Equal((4, 1), await Counts(second.Viewer, popular));
        await Blocks(fan, stranger);
        await Same(people, "two block one another");

        await house.Database(db => db.Users.Where(u => u.Id == second.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.BannedAt, DateTime.UtcNow)));
        await house.Database(db => db.Users.Where(u => u.Id == leaver.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LeavesAt, DateTime.UtcNow.AddDays(1))));
        Assert.Equal((2, 1), await Counts(Viewer.Anonymous, popular));
        // One who is banned and blocked is taken off once.
        await Blocks(popular, second);
        await Same(people, "one is banned and one about to leave");

        await house.Database(db => db.Users.Where(u => u.Id == second.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.BannedAt, (DateTime?)null)));
        await house.Use<Follows>(follows => follows.Unfollow(fan.Viewer, popular.Viewer.Required, default));
        await house.Use<Follows>(follows => follows.RemoveFollower(popular.Viewer, stranger.Viewer.Required, default));
        await Same(people, "all is taken back");
        await house.Database(db => db.Follows.Where(f => f.FollowerId == leaver.Viewer.Id || f.FolloweeId == leaver.Viewer.Id).ExecuteDeleteAsync());
        await Same(people, "one has left");
    }

    [Fact]
    public async Task Nobody_waits_and_nothing_is_lost_where_many_follow_while_it_is_added_up()
    {
        var popular = await house.Somebody();
        var crowd = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => house.Somebody()));
        var over = false;
        var folding = Task.Run(async () =>
        {
            while (!Volatile.Read(ref over)) await Fold();
        });
        await Task.WhenAll(crowd.Select(async (person, i) =>
        {
            for (var round = 0; round < 5; round++)
            {
                await person.Follow(popular);
                if (round < 4 || i % 2 == 0) await house.Use<Follows>(follows => follows.Unfollow(person.Viewer, popular.Viewer.Required, default));
            }
        }));
        Volatile.Write(ref over, true);
        await folding;

        Assert.Equal((6, 0), await Counts(Viewer.Anonymous, popular));
        await Same([popular, .. crowd], "all is over");
    }

    [Fact]
    public async Task Nothing_is_kept_of_those_who_have_no_follows()
    {
        var (one, other) = (await house.Somebody(), await house.Somebody());
        await one.Follow(other);
        await house.Use<Follows>(follows => follows.Unfollow(one.Viewer, other.Viewer.Required, default));
        await Fold();

        Guid[] both = [one.Viewer.Required, other.Viewer.Required];
        Assert.Equal((0, 0), await house.Database(async db => (
            await db.FollowCounts.CountAsync(c => both.Contains(c.UserId)), await db.FollowCountChanges.CountAsync(c => both.Contains(c.UserId)))));
    }

    Task Fold() => house.Use<PhotoShareDb>(db => db.FoldFollowCounts(default));

    /// <summary>As one who was blocked first may have done.</summary>
    Task<int> Blocks(Person one, Person other) => house.Database(db =>
    {
        db.Add(new Block { BlockerId = one.Viewer.Required, BlockedId = other.Viewer.Required });
        return db.SaveChangesAsync();
    });

    /// <summary>As counted, before and after the changes are added up, for each of them and for a visitor.</summary>
    async Task Same(IReadOnlyList<Person> people, string when)
    {
        foreach (var _ in (int[])[0, 1])
        {
            foreach (var viewer in (Viewer[])[.. people.Select(person => person.Viewer), Viewer.Anonymous])
                foreach (var person in people)
                {
                    var id = person.Viewer.Required;
                    var counted = await house.Database(async db => (await db.Follows.CountedFor(viewer).CountAsync(f => f.FolloweeId == id), await db.Follows.CountedFor(viewer).CountAsync(f => f.FollowerId == id)));
                    Assert.True(counted == await Counts(viewer, person), $"{when}: {viewer} is told {await Counts(viewer, person)} of {person.Username}, and counts {counted}.");
                }
            await Fold();
        }
    }

    /// <summary>Nothing for somebody whom the viewer may not know of.</summary>
    Task<(int Followers, int Following)> Counts(Viewer viewer, Person person) => house.Database(async db =>
        await db.CountedPeople(viewer).Where(p => p.Id == person.Viewer.Required).Select(p => new { p.Followers, p.Following }).SingleOrDefaultAsync() is { } found ? (found.Followers, found.Following) : (0, 0));
}
