using System.Text.Json.Nodes;
using GraphQL;
using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What everybody may do to what belongs to somebody with a private account: every mutation of the schema, aimed at the owner's things.</summary>
public sealed class MutationTests(PrivacyHouse house) : IClassFixture<PrivacyHouse>
{
    const string Legend = "k done · U sign in first · N no such thing · F not yours · E another typed error";

    /// <summary>The owner's own column is what the tests of each feature show.</summary>
    static readonly string[] Standings = ["anonymous", "stranger", "requester", "follower", "blocked", "moderator"];

    /// <summary>After these somebody stands to the owner in another way, or is gone: somebody new does each.</summary>
    static readonly string[] ChangesStanding = ["followUser", "unfollowUser", "blockUser", "deleteAccount", "signOut", "revokeAccessToken", "updateSettings"];

    [Fact]
    public async Task Everybody_may_do_what_the_table_says_and_the_owners_things_stay()
    {
        var before = await Belonging();
        var people = new Dictionary<string, Person>();
        foreach (var standing in Standings) people[standing] = await house.Another(standing);
        List<string> rows = [], leaks = [];
        foreach (var mutation in house.Services.GetRequiredService<ISchema>().Mutation!.Fields)
        {
            var row = "";
            foreach (var standing in Standings)
            {
                var person = ChangesStanding.Contains(mutation.Name) ? await house.Another(standing) : people[standing];
                var answer = await person.Graph(Text(mutation, out var input), new { input });
                // What is reported is shown to moderators, which would be another world.
                await house.Database(db => db.Reports.ExecuteDeleteAsync());
                row += $" {Letter(mutation.Name, answer)}";
                leaks.AddRange(house.LeaksIn(answer.Body.ToJsonString(), standing).Select(word => $"{standing} read {word} of {mutation.Name}"));
            }
            rows.Add(mutation.Name.PadRight(30) + row);
        }

        Assert.Empty(leaks);
        Assert.Equal(before, await Belonging());
        await Approved.Table("mutations.txt", $"{Legend}\n{string.Join(" · ", Standings)}", rows.Order(StringComparer.Ordinal));
    }

    /// <summary>What others must not be able to change.</summary>
    async Task<string> Belonging() => (await house.Owner.Graph("""
        query ($post: ID!, $comment: ID!) {
          viewer { email user { username displayName bio isPrivate followingCount } collections { nodes { id name } } savedPosts { nodes { id } } accessTokens { id } }
          post: node(id: $post) { ... on Post { caption visibility commentsEnabled photos { id altText status } } }
          comment: node(id: $comment) { ... on Comment { body } }
        }
        """, new { post = house.Specimens["Post"], comment = house.Specimens["Comment"] })).ShouldSucceed().Body["data"]!.ToJsonString();

    string Text(FieldType mutation, out Dictionary<string, object?> input)
    {
        var type = (IInputObjectGraphType)mutation.Arguments!.Single().ResolvedType!.GetNamedType();
        input = Input(type, mutation.Name);
        var errors = mutation.ResolvedType!.GetNamedType() is IObjectGraphType payload && payload.HasField("errors") ? "errors { ... on Error { code message } }" : "";
        return $"mutation ($input: {type.Name}!) {{ {mutation.Name}(input: $input) {{ clientMutationId {errors} }} }}";
    }

    Dictionary<string, object?> Input(IInputObjectGraphType type, string mutation)
    {
        Dictionary<string, object?> given = [];
        foreach (var field in type.Fields)
        {
            if (house.Aimed(field.Name) is { } target) given[field.Name] = field.ResolvedType is NonNullGraphType { ResolvedType: ListGraphType } ? new[] { target } : target;
            else if (field.ResolvedType is NonNullGraphType && field.DefaultValue is null) given[field.Name] = Sample(field, mutation);
        }
        return given;
    }

    static object? Sample(FieldType field, string mutation) => (mutation, field.Name) switch
    {
        (_, "password") => Person.Password,
        (_, "username") => $"n{Guid.NewGuid():n}"[..20],
        (_, "email") => $"{Guid.NewGuid():n}@example.org",
        (_, "byteSize") => 1_000,
        (_, "contentType") => "image/jpeg",
        (_, "reason") => "SPAM",
        (_, "file") => null,
        (_, "files") => new[] { new { fileName = "copy.zip", byteSize = 1_000 } },
        _ => "text",
    };

    static char Letter(string mutation, GraphAnswer answer)
    {
        var errors = answer.Errors.Count > 0 ? answer.Errors.Select(e => e!["extensions"]!["code"]) : (answer.Body["data"]?[mutation]?["errors"] as JsonArray)?.Select(e => e!["code"]) ?? [];
        return errors.FirstOrDefault()?.ToString() switch
        {
            null => 'k',
            "UNAUTHENTICATED" => 'U',
            "NOT_FOUND" => 'N',
            "FORBIDDEN" => 'F',
            _ => 'E',
        };
    }
}
