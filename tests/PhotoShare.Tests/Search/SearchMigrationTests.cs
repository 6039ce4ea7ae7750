using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The indexes of search stand beside the model, so nothing else tells that they are whole.</summary>
public sealed class SearchMigrationTests : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("photoshare-").FullName;
    ServiceProvider services = null!;

    public async Task InitializeAsync() => services = new ServiceCollection()
        .AddLogging()
        .AddPhotoShare(new Settings { DataDirectory = folder, Database = await TestDatabase.Create() })
        .BuildServiceProvider();

    [Fact]
    public async Task What_was_there_before_it_is_found_too()
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync();
        await db.Migrate(default);
        var now = DateTime.UtcNow;
        var place = new Place { Name = "Old Harbour", NormalizedName = "old harbour", Latitude = 1, Longitude = 2 };
        var user = new User { UserName = "eldest", NormalizedUserName = "ELDEST", DisplayName = "Élodie" };
        db.AddRange(place, user, new Post { AuthorId = user.Id, Caption = "Written long ago", PlaceId = place.Id, PublishedAt = now });
        await db.SaveChangesAsync();
        await Found(db);

        // Back to before there was a search, and on again.
        await db.GetService<IMigrator>().MigrateAsync("ApiComplete");
        await db.Migrate(default);
        await Found(db);
    }

    static async Task Found(PhotoShareDb db)
    {
        Assert.Single(await db.FindPosts(Viewer.Anonymous, SearchText.Of("long writ"), null, 2, default));
        Assert.Single(await db.FindPosts(Viewer.Anonymous, SearchText.Of("written ag"), null, 2, default));
        Assert.Single(await db.SearchPeople(Viewer.Anonymous, SearchText.Of("elodi")).ToListAsync());
        Assert.Single(await db.SearchPlaces(Viewer.Anonymous, SearchText.Of("harbor")).ToListAsync());
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await TestDatabase.Leave();
        Directory.Delete(folder, recursive: true);
    }
}
