using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What a token with bounds gets of the graph: a personal one here; an app's is the same to the rule.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class ScopeTests(House house)
{
    const string Errors = "errors { ... on Error { code message } }";

    [Fact]
    public void Every_mutation_and_subscription_names_its_scope()
    {
        var schema = house.Services.GetRequiredService<ISchema>();
        schema.Initialize();
        var unnamed = schema.Mutation!.Fields.Concat(schema.Subscription!.Fields).Where(field => !field.HasMetadata(ScopeRule.Key)).Select(field => field.Name);

        Assert.Empty(unnamed);
    }

    [Fact]
    public async Task Each_operation_needs_the_scope_of_what_it_does_however_it_is_asked()
    {
        var person = await house.Somebody();
        using var reader = await Bounded(person, Scope.Read);
        using var writer = await Bounded(person, Scope.Write);
        using var mailer = await Bounded(person, Scope.Read, Scope.Email);
        var like = $"mutation {{ like(input: {{ subjectId: \"{Belongings.PostId(house.PublicPost)}\" }}) {{ {Errors} }} }}";

        // Twice each: the second time the document is known already.
        for (var time = 0; time < 2; time++)
        {
            (await reader.Graph("{ viewer { user { username } } }")).ShouldSucceed();
            (await reader.Graph(like)).ShouldLack("write");
            (await reader.Graph("{ viewer { ...Mail } } fragment Mail on Viewer { email }")).ShouldLack("email");
            (await writer.Graph(like)).ShouldSucceed();
            (await writer.Graph("{ viewer { user { username } } }")).ShouldLack("read");
            (await writer.Graph(like.Replace(Errors, $"query {{ viewer {{ user {{ id }} }} }} {Errors}", StringComparison.Ordinal))).ShouldLack("read");
            (await writer.Graph($"{{ node(id: \"{person.NodeId}\") {{ id }} }}")).ShouldLack("read");
            (await mailer.Graph("{ viewer { email } }")).ShouldSucceed();
            (await mailer.Graph($"mutation {{ followUser(input: {{ userId: \"{house.Ann.NodeId}\" }}) {{ {Errors} }} }}")).ShouldLack("follow");
            (await mailer.Graph("mutation { requestUpload(input: { fileName: \"a.jpg\", contentType: \"image/jpeg\", byteSize: 9, sha256: \"00\" }) { errors { __typename } } }")).ShouldLack("upload");
            (await writer.Graph("{ __typename }")).ShouldSucceed();
        }
    }

    [Fact]
    public async Task What_endangers_an_account_no_scope_allows()
    {
        var person = await house.Somebody();
        using var all = await Bounded(person, Enum.GetValues<Scope>());
        foreach (var own in new[]
        {
            "{ viewer { sessions { id } } }", "{ viewer { accessTokens { id } } }", "{ viewer { passkeys { id } twoFactorEnabled } }", "{ viewer { latestExport { id } } }",
            "mutation { createAccessToken(input: { name: \"more\" }) { token } }", $"mutation {{ deleteAccount(input: {{ password: \"{Person.Password}\" }}) {{ deletedUserId }} }}",
            $"mutation {{ signIn(input: {{ login: \"{person.Username}\", password: \"{Person.Password}\", accessTokenName: \"more\" }}) {{ token }} }}", "mutation { requestExport(input: {}) { export { id } } }",
        })
            (await all.Graph(own)).ShouldLack(null);

        // Nor do the pages, where a form could do the same.
        using var page = await all.Http.GetAsync("/settings");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("insufficient_scope", page.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_scope_is_named_in_the_error_and_in_the_header()
    {
        using var reader = await Bounded(await house.Somebody(), Scope.Read);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "mutation { updateProfile(input: { bio: \"x\" }) { clientMutationId } }" }) };
        request.Headers.Accept.ParseAdd("application/graphql-response+json");
        using var answer = await reader.Http.SendAsync(request);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]![0]!;

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("Bearer error=\"insufficient_scope\", scope=\"write\"", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal(("INSUFFICIENT_SCOPE", "write"), (error["extensions"]!["code"]!.ToString(), error["extensions"]!["scope"]!.ToString()));
        Assert.Contains("'updateProfile' needs a token with the scope 'write'", error["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_needs_its_scope_on_every_transport()
    {
        var person = await house.Somebody();
        using var writer = await Bounded(person, Scope.Write);
        const string Listen = "subscription { onFeedUpdated { __typename } }";
        await using var socket = await GraphSocket.Open(writer);
        await socket.Subscribe("1", Listen);
        var message = await socket.Receive();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = Listen }) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var stream = await writer.Http.SendAsync(request);

        Assert.Equal("error", message["type"]!.ToString());
        Assert.Equal("INSUFFICIENT_SCOPE", message["payload"]![0]!["extensions"]!["code"]!.ToString());
        Assert.Contains("INSUFFICIENT_SCOPE", await stream.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_scope_of_admins_lets_a_moderators_token_moderate()
    {
        var moderator = await house.Somebody();
        await house.Use<Accounts>(accounts => accounts.Grant(moderator.Username, UserRole.Moderator, default));
        var author = await house.Somebody();
        var (comment, other) = (await author.AddComment(house.PublicPost, "a spiteful thing"), await author.AddComment(house.PublicPost, "another one"));
        foreach (var id in new[] { comment, other })
            (await house.Ann.Graph($"mutation {{ report(input: {{ subjectId: \"{Belongings.CommentId(id)}\", reason: SPAM }}) {{ {Errors} }} }}")).ShouldSucceed();
        using var writer = await Bounded(moderator, Scope.Read, Scope.Write);
        using var admin = await Bounded(moderator, Scope.Read, Scope.Write, Scope.Admin);
        string Delete(Guid id) => $"mutation {{ deleteComment(input: {{ commentId: \"{Belongings.CommentId(id)}\" }}) {{ {Errors} }} }}";

        (await writer.Graph(Delete(comment))).ShouldBeRefused("FORBIDDEN");
        (await admin.Graph(Delete(comment))).ShouldSucceed();
    }

    [Fact]
    public async Task A_token_of_ones_own_is_made_with_scopes_and_lists_them()
    {
        var person = await house.Somebody();
        using var browser = await SessionTests.Browser(person, "");
        var made = (await browser.Graph($"mutation {{ createAccessToken(input: {{ name: \"feed reader\", scopes: [READ, FOLLOW] }}) {{ token accessToken {{ scopes }} {Errors} }} }}")).ShouldSucceed();
        using var reader = new Person(house, person.Username, person.Viewer.Id, made["createAccessToken.token"]);

        Assert.Equal("[\"READ\",\"FOLLOW\"]", made.At("createAccessToken.accessToken.scopes")!.ToJsonString());
        (await reader.Graph("mutation { updateProfile(input: { bio: \"x\" }) { clientMutationId } }")).ShouldLack("write");
        (await browser.Graph($"mutation {{ createAccessToken(input: {{ name: \"nothing\", scopes: [] }}) {{ token {Errors} }} }}")).ShouldBeRefused("TOKEN_SCOPES");
    }

    async Task<Person> Bounded(Person person, params Scope[] scopes)
    {
        var (_, text) = await house.Use<AccessTokens, (AccessToken, string)>(tokens => tokens.Create(person.Viewer, "bounded", Scopes.Of(scopes), default));
        return new Person(house, person.Username, person.Viewer.Id, text);
    }
}

static class Lacking
{
    /// <param name="scope"><c>null</c>: no scope is enough.</param>
    public static void ShouldLack(this GraphAnswer answer, string? scope)
    {
        var error = answer.Body["errors"]?[0];
        Assert.True(error?["extensions"]?["code"]?.ToString() == InsufficientScope.Word, answer.Body.ToJsonString());
        Assert.Equal(scope, error["extensions"]!["scope"]?.ToString());
    }
}
