using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PhotoShare;

/// <summary>How the layout of a database stands to this version of the program.</summary>
/// <param name="Missing">The changes that it lacks, oldest first.</param>
/// <param name="Newer">The last change of a newer version, which lets this one work beside or after it; <c>null</c> where there is none.</param>
public sealed record DatabaseLayout(IReadOnlyList<string> Missing, string? Newer)
{
    /// <summary>Throws <see cref="DatabaseIsNewer"/> where a newer version has made changes that this one can't work with.</summary>
    public static async Task<DatabaseLayout> Of(PhotoShareDb db, CancellationToken ct)
    {
        var known = db.GetService<IMigrationsAssembly>().Migrations;
        var applied = await db.GetService<IHistoryRepository>().ExistsAsync(ct) ? (await db.Database.GetAppliedMigrationsAsync(ct)).ToList() : [];
        IReadOnlyList<string> missing = [.. known.Keys.Except(applied).Order(StringComparer.Ordinal)];
        var newer = applied.Except(known.Keys).Max(StringComparer.Ordinal);
        if (newer is not null && (missing.Count > 0 || !known.ContainsKey(await Needs(db, ct)))) throw new DatabaseIsNewer(newer);
        return new DatabaseLayout(missing, newer);
    }

    /// <summary>What a version must know to work there, as the newest version that changed it has written down.</summary>
    static Task<string> Needs(PhotoShareDb db, CancellationToken ct) => db.Database.SqlQuery<string>($"SELECT needs AS \"Value\" FROM layout").SingleAsync(ct);
}

/// <summary>The database was written by a version that is too new for this one.</summary>
public sealed class DatabaseIsNewer(string migration) : Exception(
    $"The database is from a newer version (it has the change {migration}), which this one can't work with. Update PhotoShare, or point it at another data folder.");
