using System.Text.Json;
using GraphQL;

namespace PhotoShare.Web;

/// <summary>What an operation cost, and what is left: <c>extensions.cost</c> of every answer.</summary>
/// <param name="Operation">Points of the operation.</param>
/// <param name="Limit">Points that the caller's budget holds when it is full.</param>
/// <param name="Remaining">Points left in it, after the operation.</param>
sealed record OperationCost(long Operation, int Limit, int Remaining)
{
    public void AddTo(ExecutionResult result) => (result.Extensions ??= [])["cost"] = this;

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("operation", Operation);
        json.WriteNumber("limit", Limit);
        json.WriteNumber("remaining", Remaining);
        json.WriteEndObject();
    }
}

/// <summary>The caller's budget of points, which refills steadily. Every answer has it in extensions.cost as well.</summary>
public sealed class RateLimit
{
    internal RateLimit(OperationCost cost) =>
        (Cost, Limit, Remaining, ResetAt) = ((int)Math.Min(cost.Operation, int.MaxValue), cost.Limit, cost.Remaining, DateTime.UtcNow + Budgets.UntilFull(cost));

    /// <summary>Points of this very operation.</summary>
    public int Cost { get; }

    /// <summary>Points that the budget holds when it is full: what can be spent in a minute.</summary>
    public int Limit { get; }

    /// <summary>Points that are left, this operation's taken off.</summary>
    public int Remaining { get; }

    /// <summary>Points that are spent and have not come back yet.</summary>
    public int Used => Limit - Remaining;

    /// <summary>When the budget is full again if nothing more is asked.</summary>
    public DateTime ResetAt { get; }
}

partial class Query
{
    /// <summary>What you may still ask this minute, and what this operation takes of it. Signed in, the budget is yours; otherwise it is that of your network address.</summary>
    public static RateLimit RateLimit(IResolveFieldContext context) => new(GraphContext.Of(context).Cost!);
}
