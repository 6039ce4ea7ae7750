using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>What was looked at, and how it is: if not well, what is wrong and what to do.</summary>
public sealed record Diagnosis(string Part, bool IsWell, string Text);

/// <summary>Looks at all that an instance stands on, by using it: writes, reads and deletes again, and leaves nothing.</summary>
public static class Doctor
{
    /// <summary>For one part; longer than any of our own clients tries.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    static readonly (string Part, Func<IServiceProvider, CancellationToken, Task<string>> Look, string Advice)[] Parts =
    [
        ("data folder", PlaceChecks.DataFolder, "Give it to the user who runs PhotoShare, or choose another with --data <folder>."),
        ("database", DatabaseChecks.Database, "Check PhotoShare:Database, and that the server runs and lets this machine in."),
        ("migrations", DatabaseChecks.Migrations, "Run: photoshare migrate, with PhotoShare__MigrationDatabase of the role that owns the tables."),
        ("replica", DatabaseChecks.Replica, "Check PhotoShare:DatabaseReplica, or leave it out: the primary is read then."),
        ("store", StoreChecks.Store, "Check PhotoShare:Store and what its role may do, or the folder blobs below the data folder."),
        ("key", StoreChecks.Key, "Check PhotoShare:KmsKey and what this role may do with it, or master.key in the data folder."),
        ("events", ServerChecks.Events, "Check PhotoShare:Redis, or, without it, that PhotoShare:Database reaches the server itself or a pooler that keeps sessions."),
        ("redis", ServerChecks.Redis, "Check PhotoShare:Redis, or leave it out."),
        ("image function", FunctionChecks.Function, "Check the folder function beside this program and PhotoShare:Processing."),
        ("mail", ServerChecks.Mail, "Check PhotoShare:Mail, or leave its Host out: mails are files in the data folder then."),
        ("countries", PlaceChecks.Countries, "Name an MMDB file that can be read in PhotoShare:Countries, or leave it out."),
        ("public address", PlaceChecks.PublicAddress, "Start the server, or correct PhotoShare:PublicUrl or what stands before the server."),
        ("clock", DatabaseChecks.Clock, "Let the machine's clock be set by NTP."),
    ];

    public static async Task<IReadOnlyList<Diagnosis>> Examine(IServiceProvider services, CancellationToken ct)
    {
        var findings = new List<Diagnosis>();
        foreach (var (part, look, advice) in Parts) findings.Add(await Look(part, look, advice, services, ct));
        return findings;
    }

    static async Task<Diagnosis> Look(string part, Func<IServiceProvider, CancellationToken, Task<string>> look, string advice, IServiceProvider services, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        await using var scope = services.CreateAsyncScope();
        try
        {
            return new Diagnosis(part, true, await look(scope.ServiceProvider, limit.Token));
        }
        catch (OperatorException known)
        {
            return new Diagnosis(part, false, known.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Diagnosis(part, false, $"No answer within {Patience.TotalSeconds} s. {advice}");
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException)
        {
            // A part may fail in any way; the line is to say how.
            return new Diagnosis(part, false, $"{OneLine(wrong)} {(wrong is UnavailableException ? "" : advice)}".TrimEnd());
        }
    }

    static string OneLine(Exception wrong) => wrong.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ') + ".";
}
