using Xunit;

namespace PhotoShare.Tests;

/// <summary>The commands on the contract: what operations cost, and whether an older client can go on.</summary>
[Collection(CommandCollection.Name)]
[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed class SchemaCommandTests(House house) : IDisposable
{
    static readonly string Schema = Repository.PathOf("schema", "schema.graphql");
    readonly OperatorProgram photoshare = OperatorProgram.Of(house);
    readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Cost_prints_each_operation_of_the_web_app_and_what_it_costs()
    {
        var files = Directory.GetFiles(Repository.PathOf("schema", "operations"));
        var result = await photoshare.Run(["schema", "cost", .. files]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.All(files, file => Assert.Matches($@"(?m)^{Path.GetFileNameWithoutExtension(file)} +(query|mutation|subscription) +[1-9]\d* *$", result.Output));
    }

    [Fact]
    public async Task Cost_counts_the_most_that_a_variable_can_be()
    {
        var file = await Write("pages.graphql", """
            query Open($n: Int) { explore(first: $n) { nodes { id } } }
            query Usual($n: Int = 5) { explore(first: $n) { nodes { id } } }
            query Never { explore(first: 3) { nodes { likeCount @include(if: false) } } }
            """);
        var result = await photoshare.Run("schema", "cost", file);

        Assert.Equal(["110", "15", "13"], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(' ')[^1]));
    }

    [Fact]
    public async Task Cost_names_the_files_that_do_not_fit_and_fails()
    {
        var unknown = await Write("unknown.graphql", "query A { nothing }");
        var broken = await Write("broken.graphql", "query B {");
        var right = await Write("right.graphql", "query C { __typename }");
        var result = await photoshare.Run("schema", "cost", unknown, broken, right);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal([unknown, broken], result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains(" is not valid", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]));
        Assert.Contains("C ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_finds_nothing_between_the_server_and_its_approved_schema()
    {
        var result = await photoshare.Run("schema", "check", "--against", Schema);

        Assert.Equal((0, "There is no breaking change."), (result.ExitCode, result.LastLine));
    }

    [Fact]
    public async Task Check_fails_on_what_breaks_a_client_and_names_all_of_it()
    {
        var older = await Older(
            ("type PageInfo {", "type Gone { id: ID! }\ntype PageInfo implements Error { gone: Int"),
            ("endCursor: String\n", "endCursor: String!\n"),
            ("hasNextPage: Boolean!", "hasNextPage: [Boolean]"),
            ("scalar HTML", "input HTML { a: Int }"),
            ("enum CommentOrder {", "enum CommentOrder { GONE"),
            ("union LikeError = ", "union LikeError = Gone | "),
            ("input LikeInput {", "input LikeInput { gone: Int"),
            ("  subjectId: ID!", "  subjectId: ID"),
            ("input UserBy @oneOf {", "input UserBy {"),
            ("    by: UserBy!)", "    gone: Int)"),
            ("directive @specifiedBy(", "directive @gone on FIELD\ndirective @specifiedBy("),
            ("on SCALAR", "on SCALAR | ENUM"),
            ("  subscription: Subscription", "  subscription: PageInfo"));
        var result = await photoshare.Run("schema", "check", "--against", older);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            ((string[])[
                "The type Gone is gone.",
                "The type PageInfo does not implement Error any more.",
                "The field PageInfo.gone is gone.",
                "The field PageInfo.endCursor was String! and is String.",
                "The field PageInfo.hasNextPage was [Boolean] and is Boolean!.",
                "The type HTML is of another kind.",
                "The value GONE of CommentOrder is gone.",
                "The member Gone of LikeError is gone.",
                "The input field LikeInput.gone is gone.",
                "The input field LikeInput.subjectId took ID and takes ID!.",
                "The input UserBy takes exactly one field now.",
                "The argument Query.user(gone) is gone.",
                "The argument Query.user(by) is new and required.",
                "The directive @gone is gone.",
                "The directive @specifiedBy stood on SCALAR | ENUM and stands on SCALAR.",
                "The root of subscription operations was PageInfo and is Subscription.",
            ]).Order(),
            Lines(result, "breaking").Order());
    }

    [Fact]
    public async Task Check_only_notes_what_may_surprise_and_passes_what_is_added()
    {
        var older = await Older(
            ("order: CommentOrder! = OLDEST", "order: CommentOrder! = NEWEST"),
            ("hasNextPage: Boolean!", "hasNextPage: Boolean"),
            ("\"Whether anything follows this page", "\"Otherwise said"),
            ("union LikeError = ForbiddenError | ", "union LikeError = "));
        var result = await photoshare.Run("schema", "check", "--against", older);

        Assert.True((result.ExitCode, result.LastLine) == (0, "There is no breaking change."), $"{result}");
        Assert.Equal(
            ["The default of the argument Post.comments(order) was NEWEST and is OLDEST.", "The member ForbiddenError of LikeError is new; a client may not expect it."],
            Lines(result, "note").Order());
    }

    [Fact]
    public async Task Check_says_in_one_line_that_a_file_is_no_schema()
    {
        var result = await photoshare.Run("schema", "check", "--against", await Write("no.graphql", "this is\nno schema"));

        Assert.Equal(1, result.ExitCode);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    static IEnumerable<string> Lines(CommandResult result, string kind) =>
        result.Output.Split('\n').Where(line => line.StartsWith(kind, StringComparison.Ordinal)).Select(line => line[kind.Length..].Trim());

    /// <summary>An older contract: the approved one with something otherwise, each where it stands first.</summary>
    async Task<string> Older(params (string Now, string Before)[] changes)
    {
        var text = await File.ReadAllTextAsync(Schema);
        foreach (var (now, before) in changes)
        {
            Assert.Contains(now, text, StringComparison.Ordinal);
            var at = text.IndexOf(now, StringComparison.Ordinal);
            text = string.Concat(text.AsSpan(0, at), before, text.AsSpan(at + now.Length));
        }
        return await Write("older.graphql", text);
    }

    async Task<string> Write(string name, string text)
    {
        var file = Path.Combine(folder.Path, name);
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    public void Dispose() => folder.Dispose();
}
