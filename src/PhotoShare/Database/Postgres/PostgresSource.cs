using Npgsql;

namespace PhotoShare;

/// <summary>Connections to PostgreSQL, with our own defaults for what a connection string does not say.</summary>
static class PostgresSource
{
    /// <param name="prepares">See below.</param>
    public static NpgsqlDataSource Of(string connectionString, bool prepares = true) => Builder(connectionString, prepares).Build();

    /// <summary>With the password that <paramref name="passwords"/> has at the time.</summary>
    /// <param name="prepares">Whether statements that come again are prepared. Where tables appear between two of them, Npgsql 10.0.3 loses count of the answers ("Received unexpected backend message").</param>
    public static NpgsqlDataSource Of(Func<Settings, string?> which, Settings settings, DatabasePasswords passwords, bool prepares = true)
    {
        var builder = Builder(which(settings)!, prepares);
        if (passwords.MayChange && builder.ConnectionStringBuilder.Password is not null)
        {
            builder.ConnectionStringBuilder.Password = null;
            builder.UsePasswordProvider(_ => PasswordIn(passwords.Latest), async (_, ct) => PasswordIn(await passwords.Current(ct)));
        }
        return builder.Build();

        string PasswordIn(Settings current) => new NpgsqlConnectionStringBuilder(which(current)).Password ?? "";
    }

    static NpgsqlDataSourceBuilder Builder(string connectionString, bool prepares)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var said = builder.ConnectionStringBuilder;
        if (said.RootCertificate is { Length: > 0 } file) CheckReadable(file);
        // ContainsKey says yes to every keyword that there is.
        var given = said.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Seconds that a request waits for a free connection or a server that does not answer: three times less than Npgsql's own.
        if (!given.Contains("Timeout")) said.Timeout = 5;
        // Seconds: an idle connection whose server has gone is noticed before somebody needs it.
        if (!given.Contains("Keepalive")) said.KeepAlive = 30;
        // Statements are asked again and again, and to plan one takes longer than to run it: each connection keeps those that came twice. Behind
        // a pool of the database's own, whose connections are lent by the transaction (PgBouncer before 1.21), this is to be 0.
        if (!prepares) said.MaxAutoPrepare = 0;
        else if (!given.Contains("Max Auto Prepare")) said.MaxAutoPrepare = 200;
        if (!given.Contains("Auto Prepare Min Usages")) said.AutoPrepareMinUsages = 2;
        // What is to be undone is undone by whoever did it (a migration): to have all of it put back after each use takes six statements.
        if (!given.Contains("No Reset On Close")) said.NoResetOnClose = true;
        // What our queries need the planner to know, unless the operator says otherwise by Options: they are short and many, so compiling one
        // (jit) takes longer than running it; and what is read by an index lies in memory or on a disk without a head to move (random_page_cost).
        said.Options = $"-c jit=off -c random_page_cost=1.1 {said.Options}".TrimEnd();
        return builder;
    }

    /// <summary>Npgsql would find out when it connects, and say so as no other fault of a connection.</summary>
    static void CheckReadable(string rootCertificate)
    {
        try
        {
            using var file = File.OpenRead(rootCertificate);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"The Root Certificate {rootCertificate} can't be read ({unreadable.Message.TrimEnd('.')})", unreadable);
        }
    }
}
