using System.Buffers;
using System.Text;
using GraphQL;
using GraphQL.Types;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Operations are executed in a way of our own, for speed. Whatever is asked, the answer is the one that GraphQL.NET's own way gives.</summary>
public sealed class ExecutionTests : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("photoshare-test-").FullName;
    Microsoft.AspNetCore.Builder.WebApplication app = null!;

    public async Task InitializeAsync() => app = await Program.Build(new ServerOptions(folder, "http://127.0.0.1:0"), services => services
        .AddScoped<Doubles>().AddScoped<Opposites>().AddScoped<Arounds>().AddScoped<Failures>().AddScoped<Lacks>()
        .AddSingleton<ISchema>(provider => new Schema(provider) { Query = new AutoRegisteringObjectGraphType<ExecutionWorld>() }));

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("{ __typename things { number kind numbers name late } }")]
    [InlineData("{ flow { number } lateThings { number late } nothing { number } }")]
    [InlineData("{ things { next { after { next { name } after { number numbers } } } } }")]
    [InlineData("{ grid { number name opposite { number } } }")]
    [InlineData("{ gaps { number doubled } }")]
    // The same field twice, with what its parts ask for together and the arguments of both.
    [InlineData("""{ things { name(prefix: "a") next { name(prefix: "b") } next { number name(prefix: "b") after { number } } ... on Thing { name(prefix: "a") } other: name(prefix: "c") } }""")]
    [InlineData("{ things { ...a next { ...a ...b } } } fragment a on Thing { number ...b } fragment b on Thing { kind }")]
    // Values that loaders bring, and what they lead to.
    [InlineData("{ things { doubled opposite { number doubled around { doubled opposite { name } } } around { number } } }")]
    [InlineData("{ __schema { queryType { name fields { name args { name type { kind ofType { name } } } } } types { name kind enumValues { name } possibleTypes { name } } directives { name locations } } }")]
    [InlineData("""{ __type(name: "Thing") { name fields(includeDeprecated: true) { name type { name ofType { name } } } } }""")]
    [InlineData("{ lateThings { late doubled opposite { late doubled } } }")]
    public async Task Answers_are_the_same(string document)
    {
        var (ours, theirs) = await Both(document);

        Assert.Equal(theirs, ours);
        Assert.DoesNotContain("\"errors\"", ours, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ things { number broken } }", "Error trying to resolve field 'broken'.")]
    [InlineData("{ things { number lateBroken next { lateBroken } } }", "Three breaks late.")]
    [InlineData("{ things { number missing } }", "Error trying to resolve field 'missing'.")]
    [InlineData("{ nothing { number } things { next { next { missing } } } }", "Error trying to resolve field 'missing'.")]
    [InlineData("{ wrongGaps { number } things { number } }", "Error trying to resolve field 'wrongGaps'.")]
    [InlineData("{ brokenFlow { number } }", "Error trying to resolve field 'brokenFlow'.")]
    [InlineData("{ things { number failing doubled opposite { failing } } }", "Error trying to resolve field 'failing'.")]
    [InlineData("{ things { number foreign } }", "Error trying to resolve field 'foreign'.")]
    [InlineData("{ things { number next { lacking } } }", "Error trying to resolve field 'lacking'.")]
    public async Task Mistakes_are_the_same_and_at_the_same_places(string document, string message)
    {
        var (ours, theirs) = await Both(document);

        Assert.Equal(theirs, ours);
        Assert.Contains(message, ours, StringComparison.Ordinal);
    }

    /// <summary>The document is known by then, and what is asked of its objects differs each time.</summary>
    [Fact]
    public async Task What_variables_leave_out_is_left_out_each_time_anew()
    {
        const string document = """
            query ($with: Boolean!, $prefix: String!) {
              things { number next @include(if: $with) { number name(prefix: $prefix) } next { kind name(prefix: $prefix) @skip(if: $with) } ... @skip(if: $with) { numbers } name(prefix: $prefix) name(prefix: $prefix) }
            }
            """;
        foreach (var (with, prefix) in ((bool, string)[])[(true, "a"), (false, "b"), (true, "c"), (false, "d")])
        {
            var (ours, theirs) = await Both(document, new Dictionary<string, object?> { ["with"] = with, ["prefix"] = prefix });

            Assert.Equal(theirs, ours);
            Assert.Contains($"\"{prefix} 1\"", ours, StringComparison.Ordinal);
            Assert.Equal(!with, ours.Contains("\"numbers\"", StringComparison.Ordinal));
        }
    }

    /// <returns>What the server's own executer answers, of two times, and GraphQL.NET's.</returns>
    async Task<(string Ours, string Theirs)> Both(string document, Dictionary<string, object?>? variables = null)
    {
        var executer = app.Services.GetRequiredService<IDocumentExecuter>();
        var ours = await Answer(executer, document, variables);
        Assert.Equal(ours, await Answer(executer, document, variables));
        return (ours, await Answer(new DocumentExecuter(), document, variables));
    }

    async Task<string> Answer(IDocumentExecuter executer, string document, Dictionary<string, object?>? variables)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Scheme = "http";
        http.Request.Host = new("localhost");
        var result = await executer.ExecuteAsync(new ExecutionOptions
        {
            Schema = app.Services.GetRequiredService<ISchema>(),
            Query = document,
            Variables = variables?.ToInputs(),
            UserContext = new GraphContext(http, answersCookies: false, _ => true),
            User = http.User,
            RequestServices = scope.ServiceProvider,
        });
        // What it cost is the server's alone to tell. Which of several mistakes comes first is nobody's.
        result.Extensions = null;
        if (result.Errors is { } errors) (result.Errors = []).AddRange(errors.OrderBy(error => string.Join('.', error.Path ?? []), StringComparer.Ordinal));
        var output = new ArrayBufferWriter<byte>();
        app.Services.GetRequiredService<ResultWriter>().Write(output, result);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
