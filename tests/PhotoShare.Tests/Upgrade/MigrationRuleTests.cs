using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>
/// Servers of the previous release go on while the layout is changed, so a version may add to it, and take away only what that release did not use
/// any more: expand, then contract.
/// </summary>
[Trait("Kind", "Once")]
public sealed class MigrationRuleTests
{
    /// <summary>What is done all the same, as the beginning of what the test says of it, and why the previous release does not mind.</summary>
    static readonly Dictionary<string, string> Granted = new()
    {
        ["FollowCounts runs SQL CREATE FUNCTION photoshare_count_follows()"] = "It is new.",
        ["FollowCounts runs SQL CREATE TRIGGER follows_counted_"] = "Triggers count what that release writes, and refuse nothing.",
        ["FollowCounts runs SQL INSERT INTO follow_counts "] = "A table that it does not know of.",
        ["PostCounts runs SQL CREATE FUNCTION photoshare_count_"] = "They are new.",
        ["PostCounts runs SQL CREATE TRIGGER posts_counted_"] = "Triggers count what that release writes, and refuse nothing.",
        ["PostCounts runs SQL INSERT INTO post_counts "] = "A table that it does not know of.",
        ["UnseenPeople runs SQL CREATE FUNCTION photoshare_"] = "They are new.",
        ["UnseenPeople runs SQL CREATE TRIGGER blocks_unseen"] = "Triggers write down what that release does, and refuse nothing.",
        ["UnseenPeople runs SQL CREATE TRIGGER users_unseen_"] = "The same.",
        ["UnseenPeople runs SQL INSERT INTO unseen_people "] = "A table that it does not know of.",
        ["UnseenPeople runs SQL ANALYZE unseen_people"] = "The same.",
        ["SearchWindows runs SQL CREATE FUNCTION photoshare_"] = "They are new.",
        ["SearchWindows runs SQL CREATE INDEX ix_posts_dated_search"] = "It does not ask it.",
    };

    public static TheoryData<bool> Databases => [false, true];

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_version_takes_nothing_away_from_the_previous_release(bool postgres)
    {
        using var db = Open(postgres);
        var known = PreviousRelease.MigrationsOn(postgres);

        Assert.DoesNotContain(Breaking(Operations(db, id => !known.Contains(id))), what => !Granted.Keys.Any(granted => what.StartsWith(granted, StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_is_granted_that_is_not_done()
    {
        var done = new[] { false, true }.SelectMany(postgres =>
        {
            using var db = Open(postgres);
            var known = PreviousRelease.MigrationsOn(postgres);
            return Breaking(Operations(db, id => !known.Contains(id))).ToList();
        }).ToList();

        Assert.DoesNotContain(Granted.Keys, granted => !done.Any(what => what.StartsWith(granted, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_rule_tells_what_a_server_notices_from_what_it_does_not()
    {
        var change = new MigrationBuilder(null);
        change.CreateTable("boats", table => new { id = table.Column<int>() });
        change.CreateIndex("ix_boats", "boats", "id", unique: true);
        change.RenameColumn("id", "boats", "number");
        change.AddColumn<string>("motto", "users", nullable: true);
        change.AddColumn<int>("rank", "users", defaultValue: 0);
        change.CreateIndex("ix_users_motto", "users", "motto");
        change.AlterColumn<string>("motto", "users", nullable: true, oldNullable: false);
        Assert.Empty(Breaking(change.Operations.Select(operation => ("20990101000000_Harmless", operation))));

        change = new MigrationBuilder(null);
        change.DropTable("likes");
        change.DropColumn("bio", "users");
        change.RenameTable("posts", newName: "entries");
        change.RenameColumn("caption", "posts", "text");
        change.AddColumn<int>("rank", "users");
        change.AlterColumn<string>("bio", "users", oldNullable: true);
        change.AlterColumn<long>("position", "posts", "bigint", oldType: "integer");
        change.CreateIndex("ix_users_bio", "users", "bio", unique: true);
        change.AddCheckConstraint("ck_users_bio", "users", "bio <> ''");
        change.Sql("DELETE FROM likes");
        Assert.Equal(
        [
            "Harmful drops likes", "Harmful drops users.bio", "Harmful renames posts", "Harmful renames posts.caption", "Harmful adds users.rank without a default",
            "Harmful alters users.bio to not null", "Harmful alters posts.position to bigint", "Harmful makes users.bio unique", "Harmful checks users by ck_users_bio", "Harmful runs SQL DELETE FROM likes",
        ], Breaking(change.Operations.Select(operation => ("20990101000000_Harmful", operation))));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void The_changes_of_the_previous_release_stay_as_they_are(bool postgres)
    {
        using var db = Open(postgres);
        var known = PreviousRelease.MigrationsOn(postgres);

        Assert.Equal(known, db.GetService<IMigrationsAssembly>().Migrations.Keys.Take(known.Count));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void The_first_change_after_a_release_says_that_it_needs_that_release(bool postgres)
    {
        using var db = Open(postgres);
        var known = PreviousRelease.MigrationsOn(postgres);
        var operations = Operations(db, id => !known.Contains(id)).Select(operation => operation.Operation).ToList();

        // Where nothing is changed, that release knows all.
        if (operations.Count == 0) return;
        var needs = operations.Select(operation => operation switch
        {
            InsertDataOperation { Table: "layout" } set => set.Values[0, 1],
            UpdateDataOperation { Table: "layout" } set => set.Values[0, 0],
            _ => null,
        }).LastOrDefault(value => value is not null);
        Assert.Equal(known[^1], needs);
    }

    static IReadOnlyList<string> Breaking(IEnumerable<(string Id, MigrationOperation Operation)> operations)
    {
        var added = new HashSet<string>();
        var found = new List<string>();
        foreach (var (id, operation) in operations)
        {
            if (operation is CreateTableOperation made) added.Add(made.Name);
            // The previous release does not know of a table that came later.
            else if (What(operation) is { } what && !(operation is ITableMigrationOperation { Table: var table } && added.Contains(table))) found.Add($"{id[15..]} {what}");
        }
        return found;
    }

    /// <summary>What would take something from a server that knows the layout as it was; <c>null</c> for what it does not notice.</summary>
    static string? What(MigrationOperation operation) => operation switch
    {
        DropTableOperation gone => $"drops {gone.Name}",
        DropColumnOperation gone => $"drops {gone.Table}.{gone.Name}",
        RenameTableOperation renamed => $"renames {renamed.Name}",
        RenameColumnOperation renamed => $"renames {renamed.Table}.{renamed.Name}",
        AddColumnOperation { IsNullable: false, DefaultValue: null, DefaultValueSql: null, ComputedColumnSql: null } column => $"adds {column.Table}.{column.Name} without a default",
        AlterColumnOperation { IsNullable: false, OldColumn.IsNullable: true } column => $"alters {column.Table}.{column.Name} to not null",
        AlterColumnOperation column when column.ColumnType != column.OldColumn.ColumnType => $"alters {column.Table}.{column.Name} to {column.ColumnType}",
        // It may have written, or write, what these refuse.
        CreateIndexOperation { IsUnique: true } index => $"makes {index.Table}.{string.Join('+', index.Columns)} unique",
        AddUniqueConstraintOperation unique => $"makes {unique.Table}.{string.Join('+', unique.Columns)} unique",
        AddPrimaryKeyOperation key => $"makes {key.Table}.{string.Join('+', key.Columns)} the key",
        AddForeignKeyOperation key => $"ties {key.Table}.{string.Join('+', key.Columns)} to {key.PrincipalTable}",
        AddCheckConstraintOperation check => $"checks {check.Table} by {check.Name}",
        // It can't be seen from here what it does.
        SqlOperation sql => $"runs SQL {sql.Sql.Trim().Split('\n')[0]}",
        _ => null,
    };

    static IEnumerable<(string Id, MigrationOperation Operation)> Operations(DbContext db, Func<string, bool> which)
    {
        var (assembly, provider) = (db.GetService<IMigrationsAssembly>(), db.Database.ProviderName!);
        return from migration in assembly.Migrations
               where which(migration.Key)
               from operation in assembly.CreateMigration(migration.Value, provider).UpOperations
               select (migration.Key, operation);
    }

    /// <summary>A model needs no database.</summary>
    static PhotoShareDb Open(bool postgres) => postgres
        ? new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=none").UseSnakeCaseNamingConvention().Options)
        : new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=none").UseSnakeCaseNamingConvention().Options);
}
