using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A real streaming replica that is held back: what may lag does, and what is private is so from the next request on.</summary>
[Trait("Kind", "Real")]
public sealed class ReplicaTests(ReplicaTests.WithReplica house) : IClassFixture<ReplicaTests.WithReplica>
{
    public sealed class WithReplica : House
    {
        Postgres primary = null!;
        string database = null!;

        internal Postgres Replica { get; private set; } = null!;

        protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:DatabaseReplica"] = OnReplica };

        string OnReplica => Replica.ConnectionString(database);

        protected override async Task<string?> CreateDatabase()
        {
            primary = await Postgres.OfOnesOwn();
            var connection = await primary.CreateDatabase();
            database = new NpgsqlConnectionStringBuilder(connection).Database!;
            Replica = await primary.Replica();
            return connection;
        }

        protected override async Task LeaveDatabase()
        {
            await Replica.Stop();
            await primary.Stop();
        }

        /// <summary>Waits until it has all that the primary has, then lets it see nothing more.</summary>
        public async Task Hold()
        {
            var written = await Database(db => db.Database.SqlQuery<string>($"SELECT pg_current_wal_insert_lsn()::text AS \"Value\"").SingleAsync());
            await Eventually.Becomes(() => Ask($"SELECT pg_last_wal_replay_lsn() >= '{written}'"), has => has is true, "the replica has caught up");
            await Ask("SELECT pg_wal_replay_pause()");
            await Eventually.Becomes(() => Ask("SELECT pg_get_wal_replay_pause_state()"), state => state is "paused", "the replica is held");
        }

        public Task GoOn() => Ask("SELECT pg_wal_replay_resume()");

        async Task<object?> Ask(string sql)
        {
            await using var connection = new NpgsqlConnection(OnReplica);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync();
        }
    }

    const string Explore = "{ explore(first: 50) { nodes { id } totalCount } }";
    const string Trending = "{ trendingHashtags(first: 50) { name } }";
    const string Suggested = "{ suggestedUsers(first: 50) { username } }";

    [Fact]
    public async Task What_may_lag_does_and_what_one_wrote_is_there()
    {
        var word = $"w{Guid.NewGuid():n}"[..12];
        await house.Hold();
        var post = Belongings.PostId(await house.Ann.AddQuickPost($"{word} #{word}"));
        var (explored, found) = await Seen(house.Bob, word);
        var feed = (await house.Bob.Graph("{ feed(first: 50) { nodes { id } } }")).ShouldSucceed().Each("feed.nodes", "id");
        var own = (await house.Ann.Graph("{ viewer { user { posts(first: 50) { nodes { id } } } } }")).ShouldSucceed().Each("viewer.user.posts.nodes", "id");
        await house.GoOn();

        Assert.DoesNotContain(post, explored);
        Assert.Empty(found);
        Assert.Contains(post, feed);
        Assert.Contains(post, own);
        await Eventually.Becomes(async () => (await Seen(house.Bob, word)).Explored, seen => seen.Contains(post), "the replica has the post");
    }

    [Fact]
    public async Task Nobody_is_found_any_longer_who_has_just_become_private()
    {
        var (writer, word) = (await house.Somebody(), $"w{Guid.NewGuid():n}"[..12]);
        var post = Belongings.PostId(await writer.AddQuickPost($"{word} #{word}"));
        await Eventually.Becomes(async () => (await Seen(house.Bob, word)).Explored, seen => seen.Contains(post), "the replica has the post");
        await house.Hold();
        await house.Use<Accounts>(accounts => accounts.SetPrivate(writer.Viewer, true, default));
        var (explored, found) = await Seen(house.Bob, word);
        var trending = (await house.Bob.Graph(Trending)).ShouldSucceed().Each("trendingHashtags", "name");
        await house.GoOn();

        Assert.DoesNotContain(post, explored);
        Assert.NotEmpty(explored);
        Assert.Empty(found);
        Assert.DoesNotContain(word, trending);
        Assert.Contains("welcome", trending);
    }

    [Fact]
    public async Task Nobody_is_found_or_suggested_any_longer_who_has_just_blocked()
    {
        var (writer, word) = (await house.Somebody(), $"w{Guid.NewGuid():n}"[..12]);
        var post = Belongings.PostId(await writer.AddQuickPost($"{word} words"));
        await Eventually.Becomes(async () => (await Seen(house.Carol, word)).Explored, seen => seen.Contains(post), "the replica has the post");
        Assert.Contains(writer.Username, (await house.Carol.Graph(Suggested)).ShouldSucceed().Each("suggestedUsers", "username"));
        await house.Hold();
        await house.Use<Blocks>(blocks => blocks.Block(writer.Viewer, house.Carol.Viewer.Required, default));
        var (explored, found) = await Seen(house.Carol, word);
        var suggested = (await house.Carol.Graph(Suggested)).ShouldSucceed().Each("suggestedUsers", "username");
        var people = (await house.Carol.Graph(SearchTests.Search, new { query = writer.Username })).ShouldSucceed().List("search.edges");
        await house.GoOn();

        Assert.DoesNotContain(post, explored);
        Assert.Empty(found);
        Assert.DoesNotContain(writer.Username, suggested);
        Assert.NotEmpty(suggested);
        Assert.Empty(people);
    }

    static async Task<(IReadOnlyList<string?> Explored, IReadOnlyList<System.Text.Json.Nodes.JsonNode?> Found)> Seen(Person reader, string word) => (
        (await reader.Graph(Explore)).ShouldSucceed().Each("explore.nodes", "id"),
        (await reader.Graph(SearchTests.Search, new { query = word })).ShouldSucceed().List("search.edges"));
}

/// <summary>In a house of its own, since its replica does not come back.</summary>
[Trait("Kind", "Real")]
public sealed class LostReplicaTests(ReplicaTests.WithReplica house) : IClassFixture<ReplicaTests.WithReplica>
{
    [Fact]
    public async Task A_replica_that_is_away_is_done_without()
    {
        await house.Replica.End("immediate");
        var post = Belongings.PostId(await house.Ann.AddQuickPost("While it is away"));

        Assert.Contains(post, (await house.Bob.Graph("{ explore(first: 50) { nodes { id } } }")).ShouldSucceed().Each("explore.nodes", "id"));
    }
}
