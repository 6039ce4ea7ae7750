using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What Npgsql (10.0.3) makes of a statement that breaks off, with its connection or alone, while it is prepared.</summary>
static class BrokenCommands
{
    /// <summary>
    /// Where the connection breaks, it lets go of all its statements and then looks for the one that was under way: so it tells of that instead
    /// of the connection. Where the statement does, because whoever asked went away, it may take it for prepared without having heard what rows
    /// it gives: the next to ask the same of that connection gets rows that it does not expect, at which it closes the connection
    /// ("Received unexpected backend message DataRow", https://github.com/npgsql/npgsql/issues/6391). It has no type of its own for that.
    /// </summary>
    public static bool IsOne(Exception? failure) => failure is { Source: nameof(Npgsql) } && (failure is NullReferenceException || failure.GetType() == typeof(Exception));

    /// <summary>
    /// A connection keeps its last command for the next use, also one that broke off: what that was about to prepare it would then expect to be
    /// prepared, on whatever connection comes next, and lose count of the answers. To ask for a command takes that one away.
    /// </summary>
    public static void Drop(DbContext context) => _ = context.Database.GetDbConnection().CreateCommand();
}
