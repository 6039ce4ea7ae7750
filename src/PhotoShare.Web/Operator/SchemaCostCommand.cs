using System.ComponentModel;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using Spectre.Console;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class SchemaCostOptions : InstanceOptions
{
    [CommandArgument(0, "<FILES>")]
    [Description("Documents with one or more operations.")]
    public required string[] Files { get; init; }
}

/// <summary>What operations cost at most, with whatever variables. Names the documents that do not fit the schema.</summary>
sealed class SchemaCostCommand : GraphCommand<SchemaCostOptions>
{
    protected override async Task<int> Execute(IServiceProvider services, ISchema schema, SchemaCostOptions options, CancellationToken ct)
    {
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.None : TableBorder.Rounded).AddColumns("Operation", "Kind");
        table.AddColumn(new TableColumn("Points at most").RightAligned());
        var wrong = 0;
        foreach (var file in options.Files)
        {
            try
            {
                var document = services.GetRequiredService<IDocumentBuilder>().Build(await Read(file, ct));
                foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
                {
                    await Validate(services, schema, document, operation, ct);
                    var points = new CostPlanner(schema, document).Plan(operation).Evaluate(new DearestInputs(operation));
                    table.AddRow((operation.Name?.StringValue ?? Path.GetFileName(file)).EscapeMarkup(), operation.Operation.ToString().ToLowerInvariant(), $"{points}");
                }
            }
            catch (ExecutionError mistake)
            {
                wrong++;
                Terminal.Error.MarkupLineInterpolated($"[red]{file}[/] is not valid: {mistake.Message}");
            }
        }
        Terminal.Output.Write(table);
        return wrong == 0 ? 0 : 1;
    }

    static async Task Validate(IServiceProvider services, ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation, CancellationToken ct)
    {
        var result = await services.GetRequiredService<IDocumentValidator>().ValidateAsync(new ValidationOptions
        {
            Schema = schema,
            Document = document,
            Operation = operation,
            Rules = [new OperationLimits(services.GetRequiredService<GraphLimits>()), .. DocumentValidator.CoreRules],
            Variables = Inputs.Empty,
            RequestServices = services,
            CancellationToken = ct,
        });
        // Nobody has said the variables yet.
        if (result.Errors.FirstOrDefault(error => error is not InvalidVariableError) is { } mistake) throw mistake;
    }
}
