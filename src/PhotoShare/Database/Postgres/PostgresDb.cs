using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace PhotoShare;

/// <summary>The database of more than one box.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : PhotoShareDb(options)
{
    internal override ISearchDialect Search { get; } = new PostgresSearch();

    internal static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString)
        .UseSnakeCaseNamingConvention();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        Letters.Function(builder).HasTranslation(arguments => Call("replace", Call("lower", new CollateExpression(arguments[0], "und-x-icu")), Text("ς"), Text("σ")));

        SqlFunctionExpression Call(string name, params SqlExpression[] of) =>
            new(name, of, nullable: true, of.Select((_, i) => i == 0), typeof(string), of[0].TypeMapping);
        static SqlConstantExpression Text(string text) => new(text, typeof(string), StringTypeMapping.Default);
    }

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
