using System.Net;
using System.Security.Claims;

namespace PhotoShare.Web;

/// <summary>The WebSockets and event streams that are open: how many from where and whose, and by what they came in.</summary>
sealed class Connections(GraphLimits limits)
{
    readonly Lock counting = new();
    readonly HashSet<Connection> open = [];
    readonly Dictionary<string, int> fromAddress = new(StringComparer.Ordinal);
    readonly Dictionary<Guid, int> ofPerson = [];

    /// <summary>Takes a place for a connection from an address; <c>null</c> when that has too many.</summary>
    public Connection? Open(IPAddress? address)
    {
        var connection = new Connection(this, SignInLimit.Origin(address));
        lock (counting)
        {
            if (!Add(fromAddress, connection.Address, limits.ConnectionsPerAddress)) return null;
            open.Add(connection);
            return connection;
        }
    }

    /// <summary>Says whose a connection is; false when they have too many.</summary>
    public bool TrySignIn(Connection connection, ClaimsPrincipal user)
    {
        if (user.Credential() is not { } credential) return true;
        lock (counting)
        {
            if (credential.UserId is { } person && !Add(ofPerson, person, limits.ConnectionsPerUser)) return false;
            connection.Credential = credential;
            return true;
        }
    }

    /// <summary>Those that came in by a credential.</summary>
    public IReadOnlyList<Connection> SignedIn()
    {
        lock (counting) return [.. open.Where(connection => connection.Credential is not null)];
    }

    public void Close(Connection connection)
    {
        lock (counting)
        {
            if (!open.Remove(connection)) return;
            Remove(fromAddress, connection.Address);
            if (connection.Credential?.UserId is { } person) Remove(ofPerson, person);
        }
    }

    static bool Add<T>(Dictionary<T, int> counts, T key, int most) where T : notnull
    {
        var before = counts.GetValueOrDefault(key);
        if (before >= most) return false;
        counts[key] = before + 1;
        return true;
    }

    static void Remove<T>(Dictionary<T, int> counts, T key) where T : notnull
    {
        if (--counts[key] == 0) counts.Remove(key);
    }
}

/// <summary>A place that an open connection takes; disposing it gives it back.</summary>
sealed class Connection(Connections connections, string address) : IDisposable
{
    readonly CancellationTokenSource forbidden = new();

    public string Address => address;
    public Credential? Credential { get; set; }

    /// <summary>Cancelled when the credential holds no longer.</summary>
    public CancellationToken Forbidden => forbidden.Token;

    public void Forbid() => forbidden.Cancel();

    // The source is left to the collector: it has no timer, and a check that is under way may still cancel it.
    public void Dispose() => connections.Close(this);
}
