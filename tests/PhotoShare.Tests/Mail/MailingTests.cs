using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A mail is sent once, by one worker, and a failure delays it without losing it.</summary>
public sealed class MailingTests(MailingTests.QuietHouse house) : IClassFixture<MailingTests.QuietHouse>
{
    /// <summary>One whose mail server is away, so that its own worker sends nothing.</summary>
    public sealed class QuietHouse : House
    {
        protected override Dictionary<string, string?> Settings => new(base.Settings)
        {
            ["PhotoShare:Mail:Host"] = "127.0.0.1",
            ["PhotoShare:Mail:Port"] = "1",
            ["PhotoShare:Mail:Security"] = "None",
        };
    }

    [Fact]
    public async Task What_a_mail_server_does_not_take_waits_longer_each_time_and_is_given_up_after_a_day()
    {
        var id = await Queue();
        await Eventually.Becomes(() => Mail(id), mail => mail is { Attempts: 1 } && mail.DueAt < DateTime.UtcNow.AddSeconds(65), "the first try has failed");
        var first = (await Mail(id))!.DueAt;
        Assert.InRange(first - DateTime.UtcNow, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(61));

        await Set(id, DateTime.UtcNow.AddSeconds(-1), attempts: 3);
        var claim = await house.Use<Mailing, MailClaim?>(mailing => mailing.Claim(default));
        Assert.Equal((id, 4), (claim!.MailId, claim.Attempt));
        Assert.Null(await house.Use<Mailing, MailClaim?>(mailing => mailing.Claim(default)));
        await house.Use<Mailing>(mailing => mailing.Fault(claim, default));
        Assert.InRange((await Mail(id))!.DueAt - DateTime.UtcNow, TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(8));

        await house.Database(db => db.OutboundMails.Where(m => m.Id == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.CreatedAt, DateTime.UtcNow.AddDays(-2))));
        Assert.Equal(1, await house.Use<Mailing, int>(mailing => mailing.Forget(default)));
        Assert.Null(await Mail(id));
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_changes_nothing()
    {
        var id = await Queue(DateTime.UtcNow.AddHours(1));
        var lost = new MailClaim(id, house.Ann.Viewer.Required, MailKind.PasswordChanged, "en", 1, DateTime.UtcNow.AddMinutes(-1));

        await house.Use<Mailing>(mailing => mailing.Sent(lost, default));
        await house.Use<Mailing>(mailing => mailing.Fault(lost, default));

        var mail = await Mail(id);
        Assert.Null(mail!.SentAt);
        Assert.True(mail.DueAt > DateTime.UtcNow.AddMinutes(50));
        await house.Database(db => db.OutboundMails.Where(m => m.Id == id).ExecuteDeleteAsync());
    }

    async Task<Guid> Queue(DateTime? due = null)
    {
        var mail = new OutboundMail { UserId = house.Ann.Viewer.Required, Kind = MailKind.PasswordChanged, Language = "en" };
        if (due is { } at) mail.DueAt = at;
        await house.Database(async db =>
        {
            db.Add(mail);
            return await db.SaveChangesAsync();
        });
        await house.Use<IEventBus>(async events => await events.Publish(new MailQueued(), default));
        return mail.Id;
    }

    Task<OutboundMail?> Mail(Guid id) => house.Database(db => db.OutboundMails.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id));

    Task Set(Guid id, DateTime due, int attempts) => house.Database(db =>
        db.OutboundMails.Where(m => m.Id == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, due).SetProperty(m => m.Attempts, attempts)));
}
