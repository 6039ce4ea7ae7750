using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>An update of the program keeps what an older one wrote.</summary>
public sealed class MigrationTests : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("photoshare-").FullName;
    ServiceProvider services = null!;

    public async Task InitializeAsync() => services = new ServiceCollection()
        .AddLogging()
        .AddPhotoShare(new Settings { DataDirectory = folder, Database = await TestDatabase.Create() })
        .BuildServiceProvider();

    [Fact]
    public async Task Comments_of_the_first_version_are_numbered_in_their_order_under_each_post()
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync();
        await db.GetService<IMigrator>().MigrateAsync("Initial");
        var (user, one, two, now) = (RowId.Next(), RowId.Next(), RowId.Next(), DateTime.UtcNow);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO users (id, user_name, normalized_user_name, is_private, created_at, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            VALUES ({user}, 'ann', 'ANN', {false}, {now}, {false}, {false}, {false}, {false}, 0)
            """);
        foreach (var post in (Guid[])[one, two])
            await db.Database.ExecuteSqlAsync($"INSERT INTO posts (id, author_id, visibility, comments_enabled, created_at) VALUES ({post}, {user}, 'Public', {true}, {now})");
        Guid[] comments = [RowId.Next(), RowId.Next(), RowId.Next()];
        foreach (var (id, post) in ((Guid, Guid)[])[(comments[1], one), (comments[0], one), (comments[2], two)])
            await db.Database.ExecuteSqlAsync($"INSERT INTO comments (id, post_id, author_id, body, created_at) VALUES ({id}, {post}, {user}, 'Old', {now})");

        await db.Migrate(default);

        Assert.Equal([(comments[0], 1L), (comments[1], 2L), (comments[2], 1L)],
            (await db.Comments.OrderBy(c => c.Id).ToListAsync()).Select(c => (c.Id, c.Position)));
        Assert.Equal([2L, 1L], await db.Posts.OrderBy(p => p.Id).Select(p => p.CommentPosition).ToListAsync());
        var settled = await db.Users.SingleAsync();
        Assert.Equal((Audience.Everyone, UserRole.Member, true), (settled.WhoCanComment, settled.Role, settled.EmailNotifications));
    }

    [Fact]
    public async Task Photos_of_an_older_version_know_the_bytes_of_their_renditions()
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync();
        await db.GetService<IMigrator>().MigrateAsync("Receipts");
        var (user, ready, pending, now) = (RowId.Next(), RowId.Next(), RowId.Next(), DateTime.UtcNow);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO users (id, user_name, normalized_user_name, is_private, show_exif_by_default, notification_position, created_at, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            VALUES ({user}, 'ann', 'ANN', {false}, {false}, 0, {now}, {false}, {false}, {false}, {false}, 0)
            """);
        var two = """[{"key":"a","width":1,"height":1,"format":"Webp","crop":"None","byteSize":1200},{"key":"b","width":1,"height":1,"format":"Jpeg","crop":"None","byteSize":34}]""";
        foreach (var (id, status, renditions) in ((Guid, string, string)[])[(ready, "Ready", two), (pending, "Pending", "[]")])
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO photos (id, owner_id, status, file_name, content_type, byte_size, part_size, renditions, show_camera, show_location, attempts, position, created_at)
                VALUES ({id}, {user}, {status}, 'a.jpg', 'image/jpeg', 9, 0, {renditions}, {false}, {false}, 0, 0, {now})
                """);

        await db.Migrate(default);

        Assert.Equal([1234, 0], await db.Photos.OrderBy(p => p.Id).Select(p => p.RenditionBytes).ToListAsync());
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await TestDatabase.Leave();
        Directory.Delete(folder, recursive: true);
    }
}
