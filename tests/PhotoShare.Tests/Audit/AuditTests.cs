using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A house whose audit log may be spoiled without others noticing.</summary>
public sealed class AuditHouse : House;

/// <summary>The audit log: what is in it, that nobody changes it unnoticed, and that nothing personal stays in it.</summary>
public sealed class AuditTests(AuditHouse house) : IClassFixture<AuditHouse>
{
    [Fact]
    public async Task Whatever_is_done_to_the_chain_is_found_and_the_first_bad_row_is_named()
    {
        var rows = await Anchored();
        Assert.True(rows.Count >= 6, $"{rows.Count} rows");
        var (row, next, last) = (rows[2], rows[3], rows[^1]);
        Assert.Equal(new AuditVerdict(rows.Count), await Verdict());

        await Spoiled(row, nameof(AuditEvent.Details), "nothing happened", AuditFault.Changed, 3);
        await Spoiled(row, nameof(AuditEvent.ActorId), Guid.NewGuid(), AuditFault.Changed, 3);
        await Spoiled(row, nameof(AuditEvent.At), row.At.AddHours(-1), AuditFault.Changed, 3);
        await Spoiled(row, nameof(AuditEvent.Hash), next.Hash, AuditFault.OutOfOrder, 3);
        await Spoiled(row, nameof(AuditEvent.Position), 1_000_000L, AuditFault.Missing, 3);

        await Set((row, 1_000_000), (next, 3), (row, 4));
        Assert.Equal((AuditFault.OutOfOrder, 3, next.Id), Found(await Verdict()));
        await Set((row, 1_000_000), (next, 4), (row, 3));

        await Without(row, AuditFault.Missing, 3);
        await Without(last, AuditFault.CutOff, last.Position!.Value);

        // Whoever knows how it is made still lacks the instance's secret.
        var forged = new AuditEvent { Kind = AuditKind.RoleGranted, PersonId = house.Bob.Viewer.Id, Details = "Admin", Mac = new byte[32], Position = last.Position + 1, Hash = new byte[32] };
        await house.Database(db => db.Add(forged).Context.SaveChangesAsync());
        Assert.Equal((AuditFault.Changed, last.Position.Value + 1, forged.Id), Found(await Verdict()));
        await house.Database(db => db.AuditEvents.Where(e => e.Id == forged.Id).ExecuteDeleteAsync());
        Assert.Equal(new AuditVerdict(rows.Count), await Verdict());
    }

    [Fact]
    public async Task The_command_names_the_bad_row_and_goes_on_from_a_backup_when_it_is_told_to()
    {
        var rows = await Anchored();
        var (before, last) = (rows[^2], rows[^1]);
        var program = OperatorProgram.Of(house);
        var whole = await program.Run("audit", "verify");
        Assert.True(whole.ExitCode == 0, $"{whole}");
        Assert.Contains($"holds: {rows.Count} rows", whole.Output, StringComparison.Ordinal);

        // As an older backup has it: shorter, and with itself at one.
        await house.Database(db => db.AuditEvents.Where(e => e.Id == last.Id).ExecuteDeleteAsync());
        await house.Database(db => db.Set<AuditHead>().ExecuteUpdateAsync(set => set.SetProperty(h => h.Position, before.Position!.Value).SetProperty(h => h.Hash, before.Hash!)));
        var cut = await program.Run("audit", "verify");
        Assert.Equal(1, cut.ExitCode);
        Assert.Contains($"row {last.Position}", cut.Error, StringComparison.Ordinal);
        var accepted = await program.Run("audit", "verify", "--accept");
        Assert.True(accepted.ExitCode == 0, $"{accepted}");
        Assert.True(await house.Database(db => db.AuditEvents.AnyAsync(e => e.Kind == AuditKind.AuditAccepted)));
    }

    [Fact]
    public async Task Many_write_at_once_and_nobody_waits_for_the_chain()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => house.Somebody()));
        await Task.WhenAll(people.SelectMany(person => Enumerable.Range(0, 10).Select(i => house.Use<AccessTokens>(tokens => tokens.Create(person.Viewer, $"token {i}", default)))));
        // Two who chain at the same moment, beside the server's own worker.
        await Task.WhenAll(Chained(), Chained());

        Assert.True((await Verdict()).Holds, $"{await Verdict()}");
        var ids = people.Select(p => p.Viewer.Id).ToList();
        Assert.Equal(4 * 11, await house.Database(db => db.AuditEvents.CountAsync(e => e.Kind == AuditKind.TokenMade && e.Position != null && ids.Contains(e.ActorId))));
    }

    [Fact]
    public async Task A_person_reads_what_happened_to_them_and_an_admin_everything()
    {
        var (person, admin) = (await house.Somebody(), await house.Staff(UserRole.Admin));
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username, "not the password");
        await visitor.SignIn(person.Username);
        var own = (await visitor.Get("/settings")).One("section[aria-labelledby=activity]").TextContent;
        Assert.Contains("Signed in", own, StringComparison.Ordinal);
        Assert.Contains("Sign-in failed", own, StringComparison.Ordinal);
        Assert.Contains("127.0.0.0/24", own, StringComparison.Ordinal);

        await visitor.SignIn(admin.Username);
        var page = await visitor.Get($"/admin/audit?person={person.Username}&kind=SignInFailed");
        var listed = page.One(".trail").TextContent;
        Assert.Contains($"@{person.Username}", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("Account made", listed, StringComparison.Ordinal);
        Assert.Contains("network", listed, StringComparison.Ordinal);
        Assert.Contains("The chain holds", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_personal_stays_of_who_has_left_and_the_chain_holds()
    {
        var leaver = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(leaver.Username);
        var events = await house.Database(db => db.AuditEvents.AsNoTracking().Where(e => e.PersonId == leaver.Viewer.Id).ToListAsync());
        await house.Database(db => db.Users.Where(u => u.Id == leaver.Viewer.Id).ExecuteDeleteAsync());
        await house.Use<Envelope>(envelope => envelope.Forget(leaver.Viewer.Required, default));
        await Chained();

        Assert.True((await Verdict()).Holds);
        var origin = Assert.Single(events, e => e.SealedOrigin is not null);
        Assert.Null(await house.Use<Audit, OriginView?>(audit => audit.OriginOf(origin, default)));
        Assert.All(events, e => Assert.DoesNotContain(leaver.Username, $"{e.Details}", StringComparison.Ordinal));
        Assert.Equal(events.Count, await house.Database(db => db.AuditEvents.CountAsync(e => e.PersonId == leaver.Viewer.Id)));
    }

    /// <summary>The whole chain, once the blob store knows of its end.</summary>
    async Task<List<AuditEvent>> Anchored()
    {
        await Chained();
        await Eventually.Becomes(() => house.Database(db => db.Set<AuditHead>().AsNoTracking().SingleAsync()), head => head.AnchoredPosition == head.Position && head.Position > 0, "the blob store knows of the last row");
        return await house.Database(db => db.AuditEvents.AsNoTracking().Where(e => e.Position != null).OrderBy(e => e.Position).ToListAsync());
    }

    async Task Spoiled(AuditEvent row, string column, object? value, AuditFault fault, long position)
    {
        await Write(value);
        Assert.Equal((column, fault, position), (column, (await Verdict()).Fault, (await Verdict()).Position));
        await Write(typeof(AuditEvent).GetProperty(column)!.GetValue(row));

        Task<int> Write(object? written) => house.Database(async db =>
        {
            db.Entry(await db.AuditEvents.SingleAsync(e => e.Id == row.Id)).Property(column).CurrentValue = written;
            return await db.SaveChangesAsync();
        });
    }

    async Task Without(AuditEvent row, AuditFault fault, long position)
    {
        await house.Database(db => db.AuditEvents.Where(e => e.Id == row.Id).ExecuteDeleteAsync());
        Assert.Equal((fault, position), ((await Verdict()).Fault, (await Verdict()).Position));
        await house.Database(db => db.Add(row).Context.SaveChangesAsync());
    }

    async Task Set(params (AuditEvent Row, long Position)[] moves)
    {
        foreach (var (row, position) in moves)
            await house.Database(db => db.AuditEvents.Where(e => e.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.Position, position)));
    }

    static (AuditFault?, long, Guid?) Found(AuditVerdict verdict) => (verdict.Fault, verdict.Position, verdict.EventId);

    Task<AuditVerdict> Verdict() => house.Use<AuditVerification, AuditVerdict>(verification => verification.Verify(default));

    Task Chained() => house.Use<AuditChain>(async chain =>
    {
        while (await chain.Extend(default) > 0) { }
    });
}
