using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OpenIddict.Server;
using OpenIddict.Validation;

namespace PhotoShare.Web;

/// <summary>
/// The keys that apps' tokens are signed and sealed with: in the database, sealed under the instance's secret, the same on every server. A new pair is
/// shown to everybody for an hour before it is used, and an old one opens what it sealed until the last of that has expired.
/// </summary>
sealed class AppKeyRing(IServiceScopeFactory scopes, AppKeySeal seal, AppSettings settings) : IOptionsChangeTokenSource<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictValidationOptions>, IDisposable
{
    /// <summary>How often a server looks for what another has made.</summary>
    static readonly TimeSpan Look = TimeSpan.FromMinutes(5);

    /// <summary>From when a pair is there until it is used: many looks.</summary>
    static readonly TimeSpan Lead = TimeSpan.FromHours(1);

    readonly SemaphoreSlim looking = new(1, 1);
    CancellationTokenSource changed = new();
    DateTime lookedAt;

    /// <summary>The pair that is used first, then those that still open what they sealed, or will be used.</summary>
    public IReadOnlyList<AppKeyPair> Pairs { get; private set; } = [AppKeyPair.Passing()];

    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(changed.Token);

    /// <summary>Makes sure that the keys are the ones of today; called before anything is done with them.</summary>
    public async ValueTask Ready(CancellationToken ct)
    {
        if (DateTime.UtcNow - lookedAt < Look) return;
        await looking.WaitAsync(ct);
        try
        {
            if (DateTime.UtcNow - lookedAt >= Look) await Read(ct);
        }
        finally
        {
            looking.Release();
        }
    }

    /// <summary>Looks at once, for who has just changed something.</summary>
    internal void LookAgain() => lookedAt = default;

    async Task Read(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PhotoShareDb>();
        var now = DateTime.UtcNow;
        var rows = await All(db, ct);
        if (rows.Count == 0 || rows[0].CreatedAt < now - settings.KeyLifetime)
        {
            await Add(db, rows.Count == 0 ? 1 : rows[0].Id + 1, ct);
            rows = await All(db, ct);
        }
        var used = rows.Find(row => row.CreatedAt <= now - Lead) ?? rows[^1];
        // What it sealed last has expired when its successor has been used for as long as a refresh token holds.
        var dead = rows.SkipWhile(row => row.CreatedAt > now - Lead - settings.RefreshTokenLifetime - TimeSpan.FromDays(1)).Skip(1).Select(row => row.Id).ToList();
        if (dead.Count > 0) await db.AppKeys.Where(k => dead.Contains(k.Id)).ExecuteDeleteAsync(ct);

        AppKeyPair[] pairs = [.. rows.Where(row => !dead.Contains(row.Id)).OrderByDescending(row => row.Id == used.Id).ThenByDescending(row => row.Id).Select(Opened)];
        var same = pairs.SequenceEqual(Pairs);
        (Pairs, lookedAt) = (pairs, now);
        if (!same) Tell();
    }

    AppKeyPair Opened(AppKey row) => Pairs.FirstOrDefault(pair => pair.Id == row.Id) ?? AppKeyPair.Of(row, seal.Seal);

    static Task<List<AppKey>> All(PhotoShareDb db, CancellationToken ct) => db.AppKeys.AsNoTracking().OrderByDescending(k => k.Id).ToListAsync(ct);

    async Task Add(PhotoShareDb db, int id, CancellationToken ct)
    {
        try
        {
            db.Add(AppKeyPair.New(id, seal.Seal));
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Another server made the same one a moment ago.
        }
    }

    void Tell()
    {
        var before = Interlocked.Exchange(ref changed, new CancellationTokenSource());
        before.Cancel();
        before.Dispose();
    }

    public void Dispose()
    {
        looking.Dispose();
        changed.Dispose();
    }
}

/// <summary>What the keys of apps lie sealed with.</summary>
sealed record AppKeySeal(SessionKeySeal Seal);
