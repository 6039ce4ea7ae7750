using GraphQL;
using GraphQLParser;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;
using PhotoShare.Web;
using Xunit;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace PhotoShare.Tests;

/// <summary>An event is executed once for all who are answered the same, and for each alone where a field asks who they are.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class SharedEventTests(House house)
{
    static readonly Uri Site = new("https://photos.example");

    [Theory]
    [InlineData("subscription ($post: ID!, $after: String) { onCommentAdded(postId: $post, after: $after) { edge { node { id } } } }", 1)]
    [InlineData("subscription ($post: ID!) { onCommentAdded(postId: $post) { ...It } } fragment It on CommentAddedEvent { edge { node { id } } }", 1)]
    [InlineData("subscription ($post: ID!, $more: Boolean!) { onCommentAdded(postId: $post) { edge { node { id body @include(if: $more) } } } }", 0)]
    [InlineData("subscription ($post: ID!, $more: Boolean!) { onCommentAdded(postId: $post) { ...It } } fragment It on CommentAddedEvent { edge @include(if: $more) { cursor } }", 0)]
    public async Task Who_sees_the_same_by_the_same_document_is_answered_with_one_execution(string document, int expected)
    {
        var (shared, context) = (New(), ContextOf(document));
        var (executed, sight) = (0, new Told("row", ("row", "author")));
        var first = await shared.DataOf(sight, context, Site, Execute);
        var second = await shared.DataOf(sight with { Sight = ("row", "author") }, context, Site, Execute);

        Assert.Equal(expected, executed);
        Assert.Same(first, second);
        Assert.Equal(expected == 1, first is not null);

        Task<ExecutionResult> Execute()
        {
            executed++;
            return Task.FromResult(new ExecutionResult { Executed = true });
        }
    }

    [Fact]
    public async Task Another_sight_another_site_and_another_document_are_executed_by_themselves()
    {
        const string Document = "subscription { onCommentAdded(postId: 1) { edge { cursor } } }";
        var (shared, context) = (New(), ContextOf(Document));
        var executed = 0;
        foreach (var (sight, asked, site) in ((object, ExecutionContext, Uri)[])[("sees the author", context, Site), ("does not", context, Site), ("does not", ContextOf(Document), Site), ("does not", context, new("https://other.example"))])
            Assert.NotNull(await shared.DataOf(new Told("row", sight), asked, site, () => { executed++; return Task.FromResult(new ExecutionResult { Executed = true }); }));

        Assert.Equal(4, executed);
    }

    [Fact]
    public async Task An_execution_with_an_error_is_nobodys_answer() =>
        Assert.Null(await New().DataOf(new Told("row", "sight"), ContextOf("subscription { onCommentAdded(postId: 1) { edge { cursor } } }"), Site,
            () => Task.FromResult(new ExecutionResult { Executed = true, Errors = [new ExecutionError("The answer depends on who asks.")] })));

    [Theory]
    [InlineData("edge { node { body author { username } } }")]
    [InlineData("edge { node { body author { username } viewerCanDelete viewerCanUpdate author { viewerIsSelf } } }")]
    [InlineData("post { viewerCanComment } edge { node { body author { username } parent { body } } }")]
    public async Task Each_listener_is_told_what_they_would_be_told_alone(string selection)
    {
        var (author, reader) = (await house.Somebody(), await house.Somebody());
        var post = await author.AddQuickPost();
        var document = $"subscription ($post: ID!) {{ onCommentAdded(postId: $post) {{ {selection} }} }}";
        await using var authors = await GraphSocket.Open(author);
        await using var readers = await GraphSocket.Open(reader);
        foreach (var socket in (GraphSocket[])[authors, readers])
        {
            await socket.Subscribe("1", document, new { post = Belongings.PostId(post) });
            await socket.Send(new { type = "ping" });
            await socket.Receive();
        }
        var thread = await reader.AddComment(post, "Mine");
        await author.AddComment(post, "Theirs", parent: thread);

        for (var told = 0; told < 2; told++)
        {
            var heard = await Task.WhenAll(authors.Receive(), readers.Receive());
            foreach (var (message, person) in heard.Zip([author, reader]))
            {
                var it = message["payload"]!["data"]!["onCommentAdded"]!;
                var node = it["edge"]!["node"]!;
                Assert.Null(message["payload"]!["errors"]);
                Assert.Equal(told == 0 ? ("Mine", reader.Username) : ("Theirs", author.Username), (node["body"]!.ToString(), node["author"]!["username"]!.ToString()));
                if (node["viewerCanUpdate"] is { } canUpdate) Assert.Equal(person == (told == 0 ? reader : author), (bool)canUpdate);
                if (node["viewerCanDelete"] is { } canDelete) Assert.Equal(person == author || told == 0, (bool)canDelete);
                if (node["author"]!["viewerIsSelf"] is { } isSelf) Assert.Equal(person == (told == 0 ? reader : author), (bool)isSelf);
                if (told == 1 && selection.Contains("parent", StringComparison.Ordinal)) Assert.Equal("Mine", node["parent"]!["body"]!.ToString());
            }
        }
    }

    [Fact]
    public void Nobody_in_particular_is_neither_a_visitor_nor_somebody()
    {
        foreach (var ask in (Func<Viewer, object?>[])[viewer => viewer.Id, viewer => viewer.IsSignedIn, viewer => viewer.Moderates, viewer => viewer.Required, viewer => viewer.AsMember.Id])
            Assert.Throws<ViewerUnknownException>(() => ask(Viewer.Unknown));
        Assert.NotEqual(Viewer.Anonymous, Viewer.Unknown);
        Assert.Equal(Viewer.Unknown, Viewer.Unknown);
        Assert.Equal(("anybody", "a visitor"), ($"{Viewer.Unknown}", $"{Viewer.Anonymous}"));
    }

    SharedEvents New() => new(house.Services.GetRequiredService<ResultWriter>());

    static ExecutionContext ContextOf(string text)
    {
        var document = Parser.Parse(text);
        return new ExecutionContext { Document = document, Operation = document.Definitions.OfType<GraphQLOperationDefinition>().Single() };
    }

    sealed record Told(object Subject, object Sight) : ISharedEvent;
}
