using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Tests;

/// <summary>A house with very many people and posts in it, made by scale.sql.</summary>
public sealed class ScaleHouse : House
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var world = await File.ReadAllTextAsync(Repository.PathOf("tests", "PhotoShare.Tests", "Database", "scale.sql"));
        await Database(db =>
        {
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
            return db.Database.ExecuteSqlRawAsync(world);
        });
    }
}
