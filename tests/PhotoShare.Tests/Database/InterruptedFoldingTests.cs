using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Folding with a connection that drops at any moment. Without a server, whose worker would do it meanwhile.</summary>
[Trait("Kind", "Real")]
public sealed class InterruptedFoldingTests : IAsyncLifetime
{
    ServiceProvider services = null!;

    public async Task InitializeAsync()
    {
        Interruption.Listen();
        services = new ServiceCollection().AddLogging().AddPhotoShare(new Settings { Database = await (await Postgres.Enter()).CreateDatabase() }).BuildServiceProvider();
        await Database(db => db.Migrate(default));
    }

    [Fact]
    public Task What_happened_is_folded_once() => Interruption.AtEveryMoment(
        async () =>
        {
            User reader = Somebody(), one = Somebody(), other = Somebody();
            var post = new Post { AuthorId = reader.Id, PublishedAt = DateTime.UtcNow };
            await Database(async db =>
            {
                db.AddRange(reader, one, other, post);
                db.AddRange(((User[])[one, other]).Select(liker => new NotificationCause { RecipientId = reader.Id, ActorId = liker.Id, Kind = NotificationKind.Like, PostId = post.Id }));
                await db.SaveChangesAsync();
            });
            return reader.Id;
        },
        async _ =>
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<NotificationFolding>().Fold(default);
        },
        reader => Database(async db =>
        {
            var told = await db.Notifications.SingleAsync(n => n.RecipientId == reader);
            Assert.Equal(2, await db.NotificationCauses.CountAsync(c => c.NotificationId == told.Id));
            Assert.Equal((1, 1), (told.Position, (await db.Users.SingleAsync(u => u.Id == reader)).NotificationPosition));
        }));

    static User Somebody() => Named($"p{Guid.NewGuid():n}"[..20]);

    static User Named(string name) => new() { UserName = name, NormalizedUserName = name.ToUpperInvariant() };

    async Task Database(Func<PhotoShareDb, Task> look)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync();
        await look(db);
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await Postgres.Leave();
    }
}
