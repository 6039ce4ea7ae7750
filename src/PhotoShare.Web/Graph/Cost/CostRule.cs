using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>
/// Works out what an operation costs, from its coerced arguments, and charges it before anything runs: refused are one that costs
/// more than any may, and one that the caller's budget has not enough for. Runs on cached documents too, whose formula is kept.
/// </summary>
sealed class CostRule(GraphLimits limits, Budgets budgets) : ValidationRuleBase
{
    readonly ConditionalWeakTable<GraphQLOperationDefinition, CostPlan> plans = [];

    /// <summary>After all other rules: an operation that they refuse costs nothing.</summary>
    public override async ValueTask<INodeVisitor?> GetPostNodeVisitorAsync(ValidationContext context)
    {
        if (context.UserContext is not GraphContext request) return null;
        var plan = plans.GetValue(context.Operation, operation => new CostPlanner(context.Schema, context.Document).Plan(operation));
        var points = plan.Evaluate(new Coerced(context));
        if (points > limits.OperationCost)
        {
            request.Cost = await budgets.Look(request.Http, context.User, points, context.CancellationToken);
            context.ReportError(new TooCostly(context, points, limits.OperationCost));
            return null;
        }
        (request.Cost, var wait) = await budgets.Charge(request.Http, context.User, points, context.CancellationToken);
        if (wait is { } time) context.ReportError(new BudgetSpent(context, request.Cost, time));
        return null;
    }

    sealed class Coerced(ValidationContext context) : ICostInputs
    {
        public int? Slice(FieldCost field, string argument) => Value(field.Node, argument) switch
        {
            int number => number,
            ICollection list => list.Count,
            _ => null,
        };

        public bool IsGiven(FieldCost field, string argument) => Value(field.Node, argument) is not null;

        public bool Includes(ASTNode node) => context.ShouldIncludeNode(node);

        object? Value(GraphQLField field, string argument) =>
            context.ArgumentValues?.TryGetValue(field, out var values) == true && values.TryGetValue(argument, out var value) ? value.Value : null;
    }
}

/// <summary>The operation costs more than any operation may.</summary>
sealed class TooCostly : GraphQL.Validation.ValidationError
{
    public TooCostly(ValidationContext context, long cost, int limit)
        : base(context.Document.Source, null, $"The operation costs {cost} points, and one costs at most {limit}. Ask for fewer items, or in several operations.", context.Operation)
    {
        Code = "COST_LIMIT";
        Extensions = new() { ["cost"] = cost, ["limit"] = limit };
    }
}

/// <summary>The caller's budget is spent. Over HTTP the status is 429.</summary>
sealed class BudgetSpent : GraphQL.Validation.ValidationError
{
    public const string RateLimited = "RATE_LIMITED";
    readonly int seconds;

    public BudgetSpent(ValidationContext context, OperationCost cost, TimeSpan wait)
        : base(context.Document.Source, null, $"The operation costs {cost.Operation} points, and {cost.Remaining} are left of this minute's {cost.Limit}. Wait a little, then ask again.", context.Operation)
    {
        Code = RateLimited;
        seconds = (int)Math.Ceiling(wait.TotalSeconds);
        Extensions = new() { ["cost"] = cost.Operation, ["limit"] = cost.Limit, ["remaining"] = cost.Remaining, ["retryAfterSeconds"] = seconds };
    }

    /// <summary>For the header Retry-After; <c>null</c> when the budget was enough.</summary>
    public static string? WaitIn(ExecutionResult result) =>
        result.Errors?.OfType<BudgetSpent>().FirstOrDefault()?.seconds.ToString(CultureInfo.InvariantCulture);
}
