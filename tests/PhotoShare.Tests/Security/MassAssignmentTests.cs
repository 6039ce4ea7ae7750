using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Fields that a form does not have, and arguments that an input does not take, set nothing.</summary>
[Collection(HouseCollection.Name)]
public sealed class MassAssignmentTests(House house)
{
    static readonly (string Name, string Value)[] Smuggled =
    [
        ("role", "Admin"), ("Role", "Admin"), ("user.Role", "Admin"), ("isAdmin", "true"), ("emailConfirmed", "true"), ("EmailConfirmed", "true"), ("id", Guid.Empty.ToString()),
        ("userId", Guid.Empty.ToString()), ("bannedAt", ""), ("suspendedUntil", ""), ("accessFailedCount", "0"), ("twoFactorEnabled", "false"), ("createdAt", "2020-01-01"),
    ];

    [Fact]
    public async Task A_form_sets_what_it_shows_and_no_more()
    {
        var username = $"p{Guid.NewGuid():n}"[..20];
        using var visitor = house.Browse();
        await Post(visitor, "/signup", "main form:has([name=email])", ("username", username), ("email", $"{username}@example.org"), ("password", Person.Password));
        await Post(visitor, "/settings", "form:has([name=bio])", ("displayName", "Modest"), ("bio", "Nothing more."));

        var user = await house.Database(db => db.Users.SingleAsync(u => u.UserName == username));
        Assert.Equal(("Modest", UserRole.Member, false), (user.DisplayName, user.Role, user.EmailConfirmed));
        Assert.True(user.CreatedAt > DateTime.UtcNow.AddHours(-1) && user.Id != Guid.Empty);
    }

    [Theory]
    [InlineData("updateProfile", "displayName: \"Modest\", role: ADMIN")]
    [InlineData("updateProfile", "displayName: \"Modest\", userId: \"VXNlcg==\"")]
    [InlineData("createPost", "photoIds: [], authorId: \"VXNlcg==\"")]
    [InlineData("updateSettings", "isPrivate: true, emailConfirmed: true")]
    public async Task The_graph_refuses_an_argument_that_an_input_does_not_take(string mutation, string input)
    {
        var person = await house.Somebody();
        var answer = await person.Graph($"mutation {{ {mutation}(input: {{ {input} }}) {{ clientMutationId }} }}");

        Assert.NotEmpty(answer.Errors);
        Assert.Equal((UserRole.Member, null, false), await house.Database(db => db.Users.Where(u => u.Id == person.Viewer.Id).Select(u => new ValueTuple<UserRole, string?, bool>(u.Role, u.DisplayName, u.IsPrivate)).SingleAsync()));
    }

    static async Task Post(WebVisitor visitor, string path, string form, params (string Name, string Value)[] values)
    {
        var page = await visitor.Get(path);
        var fields = page.One(form).QuerySelectorAll("input[name]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        foreach (var (name, value) in Smuggled.Where(extra => !fields.ContainsKey(extra.Name)).Concat(values)) fields[name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, page.Address) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Origin", page.Address.GetLeftPart(UriPartial.Authority));
        var answer = await visitor.Send(request);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.Status);
    }
}
