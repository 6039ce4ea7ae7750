using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>
/// Two servers on one PostgreSQL and one store behind a load balancer, which is where everybody's requests go. The house itself serves nobody:
/// it is only there to look into the database and to call use cases that need no server.
/// </summary>
public class Cluster : House
{
    LoadBalancer? balancer;

    public string BalancerLog => balancer!.Log;

    public Node A { get; private set; } = null!;
    public Node B { get; private set; } = null!;

    /// <summary>More than the load balancer takes to turn away.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(3);

    protected override Dictionary<string, string?> Settings => new(base.Settings)
    {
        ["Logging:LogLevel:PhotoShare"] = "Information",
        ["PhotoShare:DrainTime"] = DrainTime.ToString(),
        ["PhotoShare:TrustedProxies:0"] = "127.0.0.1",
        ["PhotoShare:Processing:Workers"] = "1",
        // A server that has just started on a machine that is busy may take longer over its first request than one may.
        ["PhotoShare:Graph:Execution"] = "00:01:00",
        ["PhotoShare:Graph:ConnectionsPerUser"] = "2000",
        ["PhotoShare:Graph:ConnectionsPerAddress"] = "5000",
        ["PhotoShare:Graph:CredentialCheck"] = "00:00:01",
    };

    protected override async Task<string?> CreateDatabase() => await (await Postgres.Enter()).CreateMigratedDatabase();

    protected override Task LeaveDatabase() => Postgres.Leave();

    protected override async Task<Uri> Serve(WebApplication app)
    {
        var environment = new Dictionary<string, string?>(Environment) { ["PhotoShare__DataDirectory"] = DataDirectory };
        (A, B) = (new Node(environment), new Node(environment));
        await Task.WhenAll(A.Start(), B.Start());
        balancer = await LoadBalancer.Start(A, B);
        return balancer.Address;
    }

    /// <summary>So many people who only listen: without a password, whose hashing would take longer than everything that they are made for.</summary>
    public async Task<IReadOnlyList<Person>> Crowd(int size)
    {
        var users = Enumerable.Range(0, size).Select(i => new User { UserName = $"listener{i}", NormalizedUserName = $"LISTENER{i}", SecurityStamp = $"{i}" }).ToList();
        await Database(async db =>
        {
            db.AddRange(users);
            return await db.SaveChangesAsync();
        });
        // As a server does by itself within a minute: without statistics every look for a few of them reads them all.
        await Database(db => db.Database.ExecuteSqlAsync($"ANALYZE"));
        var people = new List<Person>();
        foreach (var user in users)
        {
            var (_, token) = await Use<AccessTokens, (AccessToken, string)>(tokens => tokens.Create(Viewer.Of(user), "listening", default));
            people.Add(new Person(this, user.UserName, user.Id, token));
        }
        return people;
    }

    public override async Task DisposeAsync()
    {
        if (balancer is not null) await balancer.DisposeAsync();
        foreach (var node in (Node?[])[A, B])
            if (node is not null) await node.DisposeAsync();
        await base.DisposeAsync();
    }
}

/// <summary>Not beside other tests: it is about how soon things happen, too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ClusterCollection : ICollectionFixture<Cluster>
{
    public const string Name = "cluster";
}
