using System.ComponentModel;
using GraphQL.Types;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class SchemaExportOptions : InstanceOptions
{
    [CommandOption("--out <FILE>")]
    [Description("Writes the schema to a file instead of the output.")]
    public string? Out { get; init; }
}

sealed class SchemaExportCommand : GraphCommand<SchemaExportOptions>
{
    protected override async Task<int> Execute(IServiceProvider services, ISchema schema, SchemaExportOptions options, CancellationToken ct)
    {
        var text = Sdl.Print(schema);
        if (options.Out is { } file)
            await File.WriteAllTextAsync(file, text, ct);
        else
            Console.Write(text);
        return 0;
    }
}
