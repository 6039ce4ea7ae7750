using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace PhotoShare;

/// <summary>The database of more than one box.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : PhotoShareDb(options)
{
    internal static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString)
        .UseSnakeCaseNamingConvention();

    /// <summary>For <c>dotnet ef migrations add</c>.</summary>
    sealed class DesignTime : IDesignTimeDbContextFactory<PostgresDb>
    {
        public PostgresDb CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<PostgresDb>();
            Configure(options, "Host=localhost");
            return new PostgresDb(options.Options);
        }
    }
}
