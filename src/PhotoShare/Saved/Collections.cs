using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>A person's own collections of saved posts.</summary>
public sealed class Collections(PhotoShareDb db)
{
    /// <summary>Collections of one person, so that a list of them stays one.</summary>
    public const int MaxPerPerson = 500;

    /// <summary>Posts put in or taken out at once.</summary>
    public const int MaxPostsAtOnce = 100;

    /// <summary>Makes a collection. The same <paramref name="clientMutationId"/> gives the same one; a name that another of theirs has is refused.</summary>
    public async Task<Collection> Create(Viewer viewer, string name, string? clientMutationId, CancellationToken ct)
    {
        var me = viewer.Required;
        PhotoShareDb.CheckClientMutationId(clientMutationId);
        if (await Existing(me, clientMutationId, ct) is { } existing) return existing;
        var collection = new Collection { OwnerId = me, Name = NameOf(name), ClientMutationId = clientMutationId };
        if (await db.Collections.CountAsync(c => c.OwnerId == me, ct) >= MaxPerPerson)
            throw Refused.Conflict("TOO_MANY_COLLECTIONS", $"You have {MaxPerPerson} collections, the most that one may have. Delete one first.");
        db.Add(collection);
        try
        {
            await db.SaveChangesAsync(ct);
            return collection;
        }
        catch (DbUpdateException)
        {
            // The unique indexes decide: it is the same request again, or the name of another. Asked before, they would only have decided too early.
            db.ChangeTracker.Clear();
            if (await Existing(me, clientMutationId, ct) is { } same) return same;
            await CheckFree(me, collection.Name, null, ct);
            throw;
        }
    }

    /// <summary>Renames a collection, puts posts in (saving them) and takes posts out (leaving them saved). <c>null</c> leaves the name.</summary>
    public async Task<Collection> Update(Viewer viewer, Guid collectionId, string? name, IReadOnlyList<Guid> add, IReadOnlyList<Guid> remove, CancellationToken ct)
    {
        var me = viewer.Required;
        if (add.Count + remove.Count > MaxPostsAtOnce) throw new Refused("TOO_MANY_POSTS", $"Put in or take out at most {MaxPostsAtOnce} posts at once.", "addPostIds");
        add = [.. add.Distinct()];
        var visible = await db.Posts.VisibleTo(viewer).Where(p => add.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct);
        if (add.Index().FirstOrDefault(post => !visible.Contains(post.Item), (-1, default)) is ( >= 0 and var missing, _))
            throw Refused.NotFound("There is no such post.", $"addPostIds.{missing}");

        Collection collection = null!;
        await db.SaveAgain(async () =>
        {
            collection = await Own(me, collectionId, ct);
            if (name is not null)
            {
                collection.Name = NameOf(name);
                await CheckFree(me, collection.Name, collectionId, ct);
            }
            await db.Keep(me, add, collectionId, ct);
            db.RemoveRange(await db.CollectionItems.Where(i => i.CollectionId == collectionId && remove.Contains(i.SavedPost!.PostId)).ToListAsync(ct));
        }, () => Refused.Conflict("CHANGED_MEANWHILE", "The collection was changed by somebody else at the same time. Look at it and try again."), ct);
        return collection;
    }

    /// <summary>Deletes a collection. Its posts stay saved.</summary>
    public async Task Delete(Viewer viewer, Guid collectionId, CancellationToken ct)
    {
        var me = viewer.Required;
        if (await db.Atomically(() => db.Collections.Where(c => c.Id == collectionId && c.OwnerId == me).ExecuteDeleteAsync(ct), ct) == 0) throw Absent();
    }

    async Task<Collection?> Existing(Guid me, string? clientMutationId, CancellationToken ct) =>
        clientMutationId is null ? null : await db.Collections.AsNoTracking().SingleOrDefaultAsync(c => c.OwnerId == me && c.ClientMutationId == clientMutationId, ct);

    async Task<Collection> Own(Guid me, Guid collectionId, CancellationToken ct) =>
        await db.Collections.SingleOrDefaultAsync(c => c.Id == collectionId && c.OwnerId == me, ct) ?? throw Absent();

    async Task CheckFree(Guid me, string name, Guid? except, CancellationToken ct)
    {
        if (await db.Collections.AnyAsync(c => c.OwnerId == me && c.Name == name && c.Id != except, ct))
            throw Refused.Conflict("COLLECTION_NAME_TAKEN", $"You have a collection named {name} already. Choose another name.", "name");
    }

    static string NameOf(string name) => name.Trim() is { Length: > 0 and <= Collection.MaxNameLength } trimmed
        ? trimmed
        : throw new Refused("COLLECTION_NAME", $"A collection's name has 1 to {Collection.MaxNameLength} characters.", "name");

    static Refused Absent() => Refused.NotFound("There is no such collection.", "collectionId");
}
