namespace PhotoShare;

/// <summary>A part of what a token may do for its person.</summary>
public enum Scope
{
    /// <summary>See what you see.</summary>
    Read,

    /// <summary>Post, comment, like and save, change and delete what is yours, and change your profile and settings.</summary>
    Write,

    /// <summary>Upload photos.</summary>
    Upload,

    /// <summary>Follow, accept followers, block and mute.</summary>
    Follow,

    /// <summary>See your e-mail address.</summary>
    Email,

    /// <summary>Moderate, where you may.</summary>
    Admin,
}

/// <summary>Scopes of one token. A token without bounds has none of these but <c>null</c>.</summary>
public readonly record struct Scopes(int Bits)
{
    public static Scopes Of(params IEnumerable<Scope> scopes) => new(scopes.Aggregate(0, (bits, scope) => bits | Bit(scope)));

    /// <summary>Those of these names that are scopes of the graph; OpenID Connect has others.</summary>
    public static Scopes Named(IEnumerable<string> names) => Of(Enum.GetValues<Scope>().Where(scope => names.Contains(scope.Name(), StringComparer.Ordinal)));

    public bool Contains(Scope scope) => (Bits & Bit(scope)) != 0;

    /// <summary>In the order in which people are told of them.</summary>
    public IEnumerable<Scope> Each
    {
        get
        {
            var bits = Bits;
            return Enum.GetValues<Scope>().Where(scope => (bits & Bit(scope)) != 0);
        }
    }

    static int Bit(Scope scope) => 1 << (int)scope;
}

public static class ScopeNames
{
    /// <summary>As OAuth writes it, e.g. <c>read</c>.</summary>
    public static string Name(this Scope scope) => scope.ToString().ToLowerInvariant();
}
