using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>An app that somebody let in, as they are told of it.</summary>
public sealed record GrantedApp(Guid Id, string Name, string? Website, IReadOnlyList<string> ScopeNames, DateTime Since, DateTime? LastUsedAt)
{
    public string Scopes => string.Join(", ", ScopeNames);
}

static class GrantedAppReading
{
    /// <summary>The viewer's, the latest first.</summary>
    public static async Task<IReadOnlyList<GrantedApp>> GrantedApps(this PhotoShareDb db, Viewer viewer, CancellationToken ct)
    {
        var rows = await db.AppGrants.VisibleTo(viewer).OrderByDescending(g => g.Id)
            .Select(g => new { App = g.Application!.Id, Name = g.Application.DisplayName, g.Application.Website, Grant = g }).ToListAsync(ct);
        return [.. rows.Select(row => new GrantedApp(row.App, row.Name ?? "", row.Website, row.Grant.ScopeNames, row.Grant.CreationDate ?? default, row.Grant.LastUsedAt))];
    }
}
