using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>Makes a collection of saved posts. The same clientMutationId gives the same one.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<CreateCollectionPayload> CreateCollection([FromServices] Collections collections, [Me] Viewer me, CreateCollectionInput input, CancellationToken ct) =>
        Payload.Of(input, async () => new CreateCollectionPayload { Collection = new CollectionNode(await collections.Create(me, input.Name, input.ClientMutationId, ct)) });

    /// <summary>Renames one of your collections, puts posts in and takes posts out. What is left out stays.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<UpdateCollectionPayload> UpdateCollection([FromServices] Collections collections, [Me] Viewer me, UpdateCollectionInput input, CancellationToken ct) =>
        Payload.Of(input, async () => new UpdateCollectionPayload
        {
            Collection = new CollectionNode(await collections.Update(
                me, input.CollectionId.KeyOf(CollectionNode.Type, "collectionId"), input.Name, Keys(input.AddPostIds, "addPostIds"), Keys(input.RemovePostIds, "removePostIds"), ct)),
        });

    /// <summary>Deletes one of your collections. Its posts stay saved.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<DeleteCollectionPayload> DeleteCollection([FromServices] Collections collections, [Me] Viewer me, DeleteCollectionInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await collections.Delete(me, input.CollectionId.KeyOf(CollectionNode.Type, "collectionId"), ct);
            return new DeleteCollectionPayload { DeletedCollectionId = input.CollectionId };
        });

    static IReadOnlyList<Guid> Keys(IReadOnlyList<GlobalId>? postIds, string path) => [.. (postIds ?? []).Select((id, i) => id.KeyOf(PostNode.Type, $"{path}.{i}"))];
}

/// <summary>Which collection to make.</summary>
public sealed class CreateCollectionInput : MutationInput
{
    /// <summary>Its name, 1 to 60 characters, unlike those of your others.</summary>
    public required string Name { get; init; }
}

/// <summary>What createCollection answers.</summary>
[Refuses(typeof(ValidationError), typeof(ConflictError))]
public sealed class CreateCollectionPayload : Payload
{
    /// <summary>The collection.</summary>
    public CollectionNode? Collection { get; init; }
}

/// <summary>What to change of a collection.</summary>
public sealed class UpdateCollectionInput : MutationInput
{
    /// <summary>The collection's id.</summary>
    public required GlobalId CollectionId { get; init; }

    /// <summary>Its new name, 1 to 60 characters, unlike those of your others.</summary>
    public string? Name { get; init; }

    /// <summary>Posts to put in; what is not saved yet is saved. At most 100 with those to take out.</summary>
    public IReadOnlyList<GlobalId>? AddPostIds { get; init; }

    /// <summary>Posts to take out; they stay saved. A post that is not in it does no harm.</summary>
    public IReadOnlyList<GlobalId>? RemovePostIds { get; init; }
}

/// <summary>What updateCollection answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ConflictError))]
public sealed class UpdateCollectionPayload : Payload
{
    /// <summary>The collection as it is now.</summary>
    public CollectionNode? Collection { get; init; }
}

/// <summary>Which collection to delete.</summary>
public sealed class DeleteCollectionInput : MutationInput
{
    /// <summary>The collection's id.</summary>
    public required GlobalId CollectionId { get; init; }
}

/// <summary>What deleteCollection answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class DeleteCollectionPayload : Payload
{
    /// <summary>The id that names a collection no longer.</summary>
    public GlobalId? DeletedCollectionId { get; init; }
}
