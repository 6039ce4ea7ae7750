using System.ComponentModel;
using GraphQL.Types;
using GraphQLParser.Exceptions;
using Spectre.Console;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class SchemaCheckOptions : InstanceOptions
{
    [CommandOption("--against <FILE>", isRequired: true)]
    [Description("The older schema, in the schema definition language: what clients build on.")]
    public required string Against { get; init; }
}

/// <summary>Whether clients of an older schema can go on with this program's.</summary>
sealed class SchemaCheckCommand : GraphCommand<SchemaCheckOptions>
{
    protected override async Task<int> Execute(IServiceProvider services, ISchema schema, SchemaCheckOptions options, CancellationToken ct)
    {
        var changes = Compare(options.Against, await Read(options.Against, ct), Sdl.Print(schema));
        foreach (var change in changes.Where(change => !change.Breaks)) Terminal.Output.MarkupLineInterpolated($"[yellow]note[/]      {change.What}");
        foreach (var change in changes.Where(change => change.Breaks)) Terminal.Output.MarkupLineInterpolated($"[red]breaking[/]  {change.What}");
        if (changes.Any(change => change.Breaks)) return 1;
        Terminal.Output.WriteLine("There is no breaking change.");
        return 0;
    }

    static IReadOnlyList<SchemaChange> Compare(string file, string older, string newer)
    {
        try
        {
            return SchemaComparison.Compare(older, newer);
        }
        catch (GraphQLParserException wrong)
        {
            throw new OperatorException($"{file} is no schema: {wrong.Message.Split('\n')[0].Trim()}", wrong);
        }
    }
}
