using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>The rules that depend on the request, for a document that has passed the others already.</summary>
sealed class RequestRules(IEnumerable<IValidationRule> rules) : List<IValidationRule>(rules);

/// <summary>
/// Holds a document that was valid before to what depends on the request. GraphQL.NET would walk it once more, for visitors that these rules do not have: each
/// knows from the first time what the document touches.
/// </summary>
sealed class RequestValidation : IDocumentValidator
{
    readonly DocumentValidator whole = new();

    public Task<IValidationResult> ValidateAsync(in ValidationOptions options) =>
        options.Rules is RequestRules rules ? Validate(rules, options) : whole.ValidateAsync(options);

    async Task<IValidationResult> Validate(RequestRules rules, ValidationOptions options)
    {
        var context = new ValidationContext
        {
            Schema = options.Schema,
            Document = options.Document,
            UserContext = options.UserContext,
            Variables = options.Variables,
            Extensions = options.Extensions,
            Operation = options.Operation,
            Metrics = options.Metrics,
            RequestServices = options.RequestServices,
            User = options.User,
            CancellationToken = options.CancellationToken,
        };
        foreach (var rule in rules) OnlyChecks(await rule.GetPreNodeVisitorAsync(context));
        if (context.HasErrors) return new ValidationResult(context.Errors);
        // Without rules it only reads variables and arguments, which are this request's.
        var result = await whole.ValidateAsync(options with { Rules = [] });
        if (!result.IsValid) return result;
        context.ArgumentValues = (Dictionary<GraphQLField, IDictionary<string, ArgumentValue>>?)result.ArgumentValues;
        context.DirectiveValues = (Dictionary<ASTNode, IDictionary<string, DirectiveInfo>>?)result.DirectiveValues;
        foreach (var rule in rules) OnlyChecks(await rule.GetPostNodeVisitorAsync(context));
        return context.HasErrors
            ? new ValidationResult(context.Errors) { Variables = result.Variables, ArgumentValues = result.ArgumentValues, DirectiveValues = result.DirectiveValues }
            : result;
    }

    static void OnlyChecks(INodeVisitor? visitor)
    {
        if (visitor is not null) throw new InvalidOperationException($"{visitor} would walk a document that was walked before: let its rule find what it needs once for each document.");
    }
}
