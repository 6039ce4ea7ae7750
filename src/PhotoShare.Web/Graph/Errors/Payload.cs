using System.Collections.Concurrent;
using System.Reflection;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;

namespace PhotoShare.Web;

/// <summary>What every mutation takes.</summary>
public abstract class MutationInput
{
    /// <summary>Any text of the caller's, 1 to 100 characters; the payload answers it. Where a mutation creates something, the same text creates it once.</summary>
    public string? ClientMutationId { get; set; }
}

/// <summary>What every mutation answers, beside what it changed. A field <c>errors</c> is added by <see cref="RefusesAttribute"/>.</summary>
public abstract class Payload
{
    /// <summary>The text that the input gave.</summary>
    public string? ClientMutationId { get; private set; }

    /// <summary>The whole graph after the change, to read on in the same request.</summary>
    public Query Query => Query.Root;

    internal IReadOnlyList<IError>? Refusals { get; private set; }

    /// <summary>Runs a use case. What it refuses becomes the payload's error if the payload has that type, and an error beside the data if not.</summary>
    public static async Task<T> Of<T>(MutationInput input, Func<Task<T>> useCase) where T : Payload, new()
    {
        T payload;
        try
        {
            payload = await useCase();
        }
        catch (Refused refused) when (refused.ToError() is { } error && RefusesAttribute.On(typeof(T)).Contains(error.GetType()))
        {
            payload = new T { Refusals = [error] };
        }
        payload.ClientMutationId = input.ClientMutationId;
        return payload;
    }
}

/// <summary>
/// The errors that a payload may carry: adds its field <c>errors</c>, a list of the union of them, named for the mutation.
/// </summary>
/// <param name="errors">Types that implement <see cref="IError"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RefusesAttribute(params Type[] errors) : GraphQLAttribute
{
    static readonly ConcurrentDictionary<Type, IReadOnlySet<Type>> Known = new();

    public IReadOnlyList<Type> Errors => errors;

    internal static IReadOnlySet<Type> On(Type payload) =>
        Known.GetOrAdd(payload, type => type.GetCustomAttribute<RefusesAttribute>()?.Errors.ToHashSet() ?? []);

    public override void Modify(IGraphType graphType)
    {
        var payload = (IObjectGraphType)graphType;
        var mutation = payload.Name[..^nameof(Payload).Length];
        var union = new UnionGraphType
        {
            Name = $"{mutation}Error",
            Description = $"Why {char.ToLowerInvariant(mutation[0])}{mutation[1..]} was refused.",
        };
        foreach (var error in errors) union.Type(typeof(GraphQLClrOutputTypeReference<>).MakeGenericType(error));
        payload.AddField(new FieldType
        {
            Name = "errors",
            Description = "Why it was not done; null when it was.",
            ResolvedType = new ListGraphType(new NonNullGraphType(union)),
            Resolver = new FuncFieldResolver<object>(context => ((Payload)context.Source!).Refusals),
        });
    }
}
