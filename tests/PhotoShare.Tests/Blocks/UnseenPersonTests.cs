using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Who is unseen is kept as blocks, bans and departures say, whatever happened to them and to the people.</summary>
[Collection(HouseCollection.Name)]
public sealed class UnseenPersonTests(House house)
{
    [Fact]
    public async Task A_block_is_kept_for_both_until_it_is_taken_back()
    {
        var (one, other) = (await house.Somebody(), await house.Somebody());
        var (mine, theirs) = (one.Viewer.Required, other.Viewer.Required);

        await Block(mine, theirs);
        Assert.Equal([(mine, theirs, UnseenReason.Blocked), (theirs, mine, UnseenReason.BlockedBy)], await Kept(mine, theirs));
        await Block(theirs, mine);
        Assert.Equal(4, (await Kept(mine, theirs)).Count);
        await house.Use<Blocks>(blocks => blocks.Unblock(one.Viewer, theirs, default));
        Assert.Equal([(mine, theirs, UnseenReason.BlockedBy), (theirs, mine, UnseenReason.Blocked)], await Kept(mine, theirs));
        await house.Use<Blocks>(blocks => blocks.Unblock(other.Viewer, mine, default));
        Assert.Empty(await Kept(mine, theirs));
    }

    [Fact]
    public async Task A_ban_and_a_departure_are_kept_for_everybody_each_for_itself()
    {
        var person = (await house.Somebody()).Viewer.Required;

        await Change(person, set => set.SetProperty(user => user.BannedAt, DateTime.UtcNow));
        await Change(person, set => set.SetProperty(user => user.LeavesAt, DateTime.UtcNow.AddDays(7)));
        Assert.Equal([(Guid.Empty, person, UnseenReason.Banned), (Guid.Empty, person, UnseenReason.Leaving)], await Kept(person));
        await Change(person, set => set.SetProperty(user => user.LeavesAt, DateTime.UtcNow.AddDays(3)));
        Assert.Equal(2, (await Kept(person)).Count);
        await Change(person, set => set.SetProperty(user => user.BannedAt, (DateTime?)null));
        Assert.Equal([(Guid.Empty, person, UnseenReason.Leaving)], await Kept(person));
        await Change(person, set => set.SetProperty(user => user.LeavesAt, (DateTime?)null));
        Assert.Empty(await Kept(person));
    }

    [Fact]
    public async Task Nothing_is_kept_of_somebody_who_is_gone()
    {
        var (person, stays) = ((await house.Somebody()).Viewer.Required, (await house.Somebody()).Viewer.Required);
        await Block(person, stays);
        await Block(stays, person);
        await Change(person, set => set.SetProperty(user => user.BannedAt, DateTime.UtcNow).SetProperty(user => user.LeavesAt, DateTime.UtcNow));
        Assert.Equal(6, (await Kept(person)).Count);

        await house.Database(db => db.Users.Where(user => user.Id == person).ExecuteDeleteAsync());

        Assert.Empty(await Kept(person));
    }

    [Fact]
    public async Task Somebody_who_comes_back_banned_is_unseen_from_the_first()
    {
        var person = Guid.CreateVersion7();
        await house.Database(db =>
        {
            db.Add(new User { Id = person, UserName = $"{person:n}"[..20], NormalizedUserName = $"{person:N}"[..20].ToUpperInvariant(), BannedAt = DateTime.UtcNow });
            return db.SaveChangesAsync();
        });

        Assert.Equal([(Guid.Empty, person, UnseenReason.Banned)], await Kept(person));
    }

    /// <summary>Two may do so at the same moment, though who is blocked finds nobody to block.</summary>
    Task<int> Block(Guid blocker, Guid blocked) => house.Database(db =>
    {
        db.Add(new Block { BlockerId = blocker, BlockedId = blocked });
        return db.SaveChangesAsync();
    });

    Task<int> Change(Guid person, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<User>> change) =>
        house.Database(db => db.Users.Where(user => user.Id == person).ExecuteUpdateAsync(change));

    /// <summary>What is kept of any of these, by viewer as they were named and by reason.</summary>
    async Task<List<(Guid Viewer, Guid Person, UnseenReason Reason)>> Kept(params Guid[] people)
    {
        var rows = await house.Database(db => db.UnseenPeople.Where(unseen => people.Contains(unseen.ViewerId) || people.Contains(unseen.PersonId)).ToListAsync());
        return [.. rows.OrderBy(row => Array.IndexOf(people, row.ViewerId)).ThenBy(row => row.Reason).Select(row => (row.ViewerId, row.PersonId, row.Reason))];
    }
}
