using GraphQL.Types;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>What the cost of an operation depends on beside its document.</summary>
interface ICostInputs
{
    /// <summary>How many items an argument asks for; <c>null</c> when it is not given, or null.</summary>
    int? Slice(FieldCost field, string argument);

    bool IsGiven(FieldCost field, string argument);

    /// <summary>What @skip and @include say.</summary>
    bool Includes(ASTNode node);
}

/// <summary>
/// The cost of an operation as a formula: a list of steps, each of earlier ones, of which every set of selections is one however
/// often it is spread. So it is worked out in one pass, and a cached document needs no look at its tree.
/// </summary>
sealed class CostPlan(IReadOnlyList<CostStep> steps)
{
    /// <summary>Points of the whole operation, 1 at least.</summary>
    public long Evaluate(ICostInputs inputs)
    {
        var costs = new StepCost[steps.Count];
        for (var i = 0; i < costs.Length; i++) costs[i] = steps[i].Evaluate(costs, inputs);
        return (long)Math.Clamp(Math.Ceiling(costs[^1].Total), 1, long.MaxValue / 2);
    }
}

/// <summary>Points once, and points for each item that the field above asks for.</summary>
readonly record struct StepCost(double Once, double PerItem)
{
    public double Total => Once + PerItem;
}

abstract class CostStep
{
    public abstract StepCost Evaluate(StepCost[] costs, ICostInputs inputs);
}

/// <summary>A selection on an interface or a union: it costs what the dearest of its types would.</summary>
sealed class DearestStep(IReadOnlyList<int> alternatives) : CostStep
{
    public override StepCost Evaluate(StepCost[] costs, ICostInputs inputs)
    {
        var (once, perItem) = (0d, 0d);
        foreach (var alternative in alternatives) (once, perItem) = (Math.Max(once, costs[alternative].Once), Math.Max(perItem, costs[alternative].PerItem));
        return new(once, perItem);
    }
}

/// <summary>The fields of an object, and those that are there on a condition.</summary>
sealed class ObjectStep(IReadOnlyList<FieldCost> fields, IReadOnlyList<(ASTNode Node, int Step)> conditional) : CostStep
{
    public override StepCost Evaluate(StepCost[] costs, ICostInputs inputs)
    {
        var (once, perItem) = (0d, 0d);
        foreach (var field in fields)
        {
            var cost = field.Evaluate(costs, inputs);
            if (field.IsSized) perItem += cost;
            else once += cost;
        }
        foreach (var (node, step) in conditional)
        {
            if (!inputs.Includes(node)) continue;
            once += costs[step].Once;
            perItem += costs[step].PerItem;
        }
        return new(once, perItem);
    }
}

/// <summary>One field.</summary>
/// <param name="Node">Where its arguments stand.</param>
/// <param name="Definition">What the schema says of it.</param>
/// <param name="Weight">Of the field itself.</param>
/// <param name="Arguments">Those that have a weight.</param>
/// <param name="Size">How many items it has, or the object that it answers; <c>null</c> for one.</param>
/// <param name="Children">The step of its own selections.</param>
/// <param name="IsSized">Whether it is there once for each item of the field above.</param>
sealed record FieldCost(GraphQLField Node, FieldType Definition, int Weight, IReadOnlyList<(string Name, int Weight)> Arguments, ListSize? Size, int? Children, bool IsSized)
{
    public double Evaluate(StepCost[] costs, ICostInputs inputs)
    {
        double own = Weight;
        foreach (var (name, weight) in Arguments)
            if (inputs.IsGiven(this, name)) own += weight;
        var below = Children is { } step ? costs[step] : default;
        if (Size is null) return own + below.Total;
        var items = Size.Of(Size.SlicingArguments.Select(argument => inputs.Slice(this, argument)));
        return Size.SizedFields.Count > 0 ? own + below.Once + items * below.PerItem : items * (own + below.Total);
    }
}
