using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>
/// The real server on a port of its own, with the real image function, in a temporary data folder, and a small world:
/// ann, bob, carol, and dora whose account is private. bob follows ann. ann has a public post, dora one for her followers, and ann a photo in no post.
/// </summary>
public class House : IAsyncLifetime
{
    WebApplication? app;

    public Uri Address { get; private set; } = null!;
    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("photoshare-").FullName;

    /// <summary>The KMS key that is its master key; <c>null</c> where a file is, with everything else that is embedded.</summary>
    public string? KmsKey { get; internal set; }

    /// <summary>The settings of its buckets; none where its bytes are files, with everything else that is embedded.</summary>
    public IReadOnlyDictionary<string, string?> Store { get; private set; } = new Dictionary<string, string?>();

    /// <summary>PostgreSQL's connection string; <c>null</c> on SQLite.</summary>
    public string? ConnectionString { get; private set; }

    public Person Ann { get; private set; } = null!;
    public Person Bob { get; private set; } = null!;
    public Person Carol { get; private set; } = null!;
    public Person Dora { get; private set; } = null!;

    /// <summary>Without an account.</summary>
    public Person Stranger { get; private set; } = null!;

    public Guid PublicPost { get; private set; }
    public Guid PrivatePost { get; private set; }
    public Guid PrivatePhoto { get; private set; }

    /// <summary>Settings that this house has otherwise than an operator's.</summary>
    protected virtual Dictionary<string, string?> Settings => new()
    {
        // Every test's form comes from the one address.
        ["PhotoShare:SignInsPerMinute"] = "10000",
        // Everybody in a test signs up and in.
        ["PhotoShare:PasswordRounds"] = "1000",
        ["PhotoShare:Graph:CostPerMinute"] = "100000000",
        ["PhotoShare:Graph:CostPerMinuteOfAddress"] = "100000000",
        // Most tests want an account gone that is deleted; those of the time until then have a house of their own.
        ["PhotoShare:Leaving:GracePeriod"] = "00:00:00",
        ["PhotoShare:Imports:MaxEntries"] = "1000",
        // The logs of what tests provoke would bury their results; with none at all a request would carry no trace.
        ["Logging:LogLevel:Default"] = "Critical",
        ["Logging:LogLevel:PhotoShare"] = "Critical",
        ["Logging:Watch:LogLevel:Default"] = "Warning",
        ["Logging:Watch:LogLevel:PhotoShare"] = "Debug",
    };

    /// <summary>Buckets of its own, where what it stands on is real.</summary>
    protected virtual async Task<IReadOnlyDictionary<string, string?>> FindStore()
    {
        if (!TestDatabase.IsPostgres) return Store;
        var server = await RadosGateway.Running;
        return server.SettingsOf(await server.CreateBuckets());
    }

    /// <summary>All that another server of this house is to know, as its environment.</summary>
    protected IReadOnlyDictionary<string, string?> Environment { get; private set; } = null!;

    /// <summary>Where it listens; <c>null</c> where the settings say so.</summary>
    protected virtual string? Urls => "http://127.0.0.1:0";

    /// <summary>Where it does listen.</summary>
    protected IEnumerable<Uri> Addresses => app!.Urls.Select(url => new Uri(url));

    public IServiceProvider Services => app!.Services;

    public virtual async Task InitializeAsync()
    {
        SqlCounter.Listen();
        ConnectionString = await CreateDatabase();
        KmsKey = TestDatabase.IsPostgres ? (await KmsServer.ForAll).CreateKey() : null;
        Store = await FindStore();
        await Open(Urls);
        Stranger = new Person(this, null, null, null);
        (Ann, Bob, Carol, Dora) = (await SignUp("ann"), await SignUp("bob"), await SignUp("carol"), await SignUp("dora"));
        await Furnish();
    }

    async Task Open(string? urls)
    {
        var settings = Settings;
        settings["PhotoShare:Database"] = ConnectionString;
        settings["PhotoShare:KmsKey"] = KmsKey;
        foreach (var (name, value) in Store) settings[name] = value;
        Environment = settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
        app = await Program.Build(new ServerOptions(DataDirectory, urls, Overrides: settings));
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(LogWatch.Instance);
        await Database(async db =>
        {
            await db.Migrate(default);
            return true;
        });
        Address = await Serve(app);
    }

    /// <summary>The database that this house stands on.</summary>
    protected virtual Task<string?> CreateDatabase() => TestDatabase.CreateMigrated();

    protected virtual Task LeaveDatabase() => TestDatabase.Leave();

    /// <summary>Opens the doors, and says where people come in.</summary>
    protected virtual async Task<Uri> Serve(WebApplication server)
    {
        await server.StartAsync();
        return Addresses.First();
    }

    /// <summary>The server stops as an operator stops it, and another begins on the same data and the same port.</summary>
    public async Task Restart()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        await Open(Address.ToString());
    }

    async Task Furnish()
    {
        await Use<Accounts>(accounts => accounts.SetPrivate(Dora.Viewer, true, default));
        await Use<Follows>(follows => follows.Follow(Bob.Viewer, Ann.Viewer.Required, default));
        var photos = await Task.WhenAll(Ann.AddPhoto("portrait.png"), Dora.AddPhoto("gray.jpg"), Ann.AddPhoto("photo.webp"));
        PublicPost = await Ann.AddPost("The first post of the house #welcome", photos[0]);
        PrivatePost = await Dora.AddPost("For those who follow me", photos[1]);
        PrivatePhoto = photos[2];
    }

    /// <summary>A new person with a token; the name gets a suffix if it is taken by an earlier test.</summary>
    public async Task<Person> SignUp(string username, string? email = null)
    {
        var user = await Use<Accounts, User>(accounts => accounts.SignUp(username, email ?? $"{username}@example.org", Person.Password, null, default));
        var (_, token) = await Use<AccessTokens, (AccessToken, string)>(tokens => tokens.Create(Viewer.Of(user), "tests", default));
        return new Person(this, username, user.Id, token);
    }

    /// <summary>A new person with a name that nobody has.</summary>
    public Task<Person> Somebody() => SignUp($"p{Guid.NewGuid():n}"[..20]);

    public WebVisitor Browse() => new(this);

    /// <summary>Runs a use case in a scope of its own, for what a test needs before it starts.</summary>
    public async Task<T> Use<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task Use<TService>(Func<TService, Task> act) where TService : notnull => Use<TService, bool>(async service =>
    {
        await act(service);
        return true;
    });

    /// <summary>Looks into the database, for what no door shows.</summary>
    public async Task<T> Database<T>(Func<PhotoShareDb, Task<T>> look)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync();
        return await look(db);
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var person in (Person?[])[Ann, Bob, Carol, Dora, Stranger]) person?.Dispose();
        try
        {
            if (app is not null) await app.DisposeAsync();
        }
        finally
        {
            await LeaveDatabase();
            Directory.Delete(DataDirectory, recursive: true);
        }
    }
}

[CollectionDefinition(Name)]
public sealed class HouseCollection : ICollectionFixture<House>
{
    public const string Name = "house";
}

/// <summary>A second house, so that the tests of the doors are two long collections side by side, and not one that goes on alone when all others are done.</summary>
[CollectionDefinition(Name)]
public sealed class NextDoorCollection : ICollectionFixture<House>
{
    public const string Name = "next door";
}

/// <summary>A house for the tests of the command line, whose programs start beside the tests of the doors and not before them.</summary>
[CollectionDefinition(Name)]
public sealed class CommandCollection : ICollectionFixture<House>
{
    public const string Name = "commands";
}
