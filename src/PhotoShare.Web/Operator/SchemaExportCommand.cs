using System.ComponentModel;
using GraphQL.Types;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class SchemaExportOptions : CommandSettings
{
    [CommandOption("--out <FILE>")]
    [Description("Writes the schema to a file instead of the output.")]
    public string? Out { get; init; }
}

/// <summary>Needs no instance: the schema is in the program.</summary>
sealed class SchemaExportCommand : AsyncCommand<SchemaExportOptions>
{
    public override async Task<int> ExecuteAsync(CommandContext context, SchemaExportOptions options, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging().AddGraph(builder.Configuration);
        await using var services = builder.Services.BuildServiceProvider();
        var schema = Sdl.Print(services.GetRequiredService<ISchema>());
        if (options.Out is { } file)
            await File.WriteAllTextAsync(file, schema, ct);
        else
            Console.Write(schema);
        return 0;
    }
}
