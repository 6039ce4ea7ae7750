using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>What versions before sealed fields wrote in the clear. A later version drops the columns, when no instance can have any in them.</summary>
public sealed class PlainFields(IDbContextFactory<PhotoShareDb> databases, Envelope envelope, EmailIndex index, ILookupNormalizer normalizer)
{
    internal const string Email = "PlainEmail", NormalizedEmail = "PlainNormalizedEmail", Phone = "PlainPhone";
    const int AtOnce = 100;

    /// <summary>Seals them and empties the columns, person by person: what was interrupted goes on with the next start, and several servers may do it at once. Gives the number of people.</summary>
    public async Task<int> Seal(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var people = 0;
        while (await Some(db, ct) is { Count: > 0 } some)
        {
            foreach (var plain in some) await Seal(db, plain, ct);
            people += some.Count;
        }
        if (people > 0) await db.DropOverwritten(ct);
        return people;
    }

    sealed record Plain(Guid UserId, string? Email, string? Phone);

    static Task<List<Plain>> Some(PhotoShareDb db, CancellationToken ct) => db.Users
        .Where(u => EF.Property<string?>(u, Email) != null || EF.Property<string?>(u, NormalizedEmail) != null || EF.Property<string?>(u, Phone) != null)
        .OrderBy(u => u.Id).Take(AtOnce)
        .Select(u => new Plain(u.Id, EF.Property<string?>(u, Email), EF.Property<string?>(u, Phone)))
        .ToListAsync(ct);

    async Task Seal(PhotoShareDb db, Plain plain, CancellationToken ct)
    {
        var email = await envelope.SealField(plain.UserId, PersonalFields.Email, plain.Email, ct);
        var phone = await envelope.SealField(plain.UserId, PersonalFields.Phone, plain.Phone, ct);
        var found = plain.Email is null ? null : index.Of(normalizer.NormalizeEmail(plain.Email)!);
        await db.Users.Where(u => u.Id == plain.UserId).ExecuteUpdateAsync(set => set
            .SetProperty(u => u.SealedEmail, u => email ?? u.SealedEmail)
            .SetProperty(u => u.EmailIndex, u => found ?? u.EmailIndex)
            .SetProperty(u => u.SealedPhone, u => phone ?? u.SealedPhone)
            .SetProperty(u => EF.Property<string?>(u, Email), (string?)null)
            .SetProperty(u => EF.Property<string?>(u, NormalizedEmail), (string?)null)
            .SetProperty(u => EF.Property<string?>(u, Phone), (string?)null), ct);
    }
}
