using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What Npgsql (10.0.3) makes of a connection that breaks while a statement is prepared on it.</summary>
static class BrokenCommands
{
    /// <summary>It lets go of all its statements and then looks for the one that was under way: so it tells of that instead of the connection.</summary>
    public static bool IsOne(Exception? failure) => failure is NullReferenceException { Source: nameof(Npgsql) };

    /// <summary>
    /// A connection keeps its last command for the next use, also one that broke off: what that was about to prepare it would then expect to be
    /// prepared, on whatever connection comes next, and lose count of the answers. To ask for a command takes that one away.
    /// </summary>
    public static void Drop(DbContext context) => _ = context.Database.GetDbConnection().CreateCommand();
}
