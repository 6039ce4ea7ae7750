using GraphQL.Types;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

/// <summary>A command on the graph itself. It needs no instance: the schema is in the program.</summary>
abstract class GraphCommand<TOptions> : AsyncCommand<TOptions> where TOptions : InstanceOptions
{
    public sealed override async Task<int> ExecuteAsync(CommandContext context, TOptions options, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging().AddGraph(builder.Configuration);
        await using var services = builder.Services.BuildServiceProvider();
        var schema = services.GetRequiredService<ISchema>();
        schema.Initialize();
        return await Execute(services, schema, options, ct);
    }

    /// <returns>The exit code.</returns>
    protected abstract Task<int> Execute(IServiceProvider services, ISchema schema, TOptions options, CancellationToken ct);

    /// <summary>The text of a file that the operator named.</summary>
    protected static async Task<string> Read(string file, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllTextAsync(file, ct);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException($"{file} cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
