using System.Net;
using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class AccountGraphTests(House house)
{
    const string Errors = "errors { ... on Error { code message path } }";
    const string SignUp = $"mutation ($input: SignUpInput!) {{ signUp(input: $input) {{ token viewer {{ email user {{ id username displayName viewerIsSelf }} }} {Errors} }} }}";
    const string SignIn = $"mutation ($input: SignInInput!) {{ signIn(input: $input) {{ token viewer {{ user {{ username }} }} {Errors} }} }}";
    const string CreateToken = $"mutation ($input: CreateAccessTokenInput!) {{ createAccessToken(input: $input) {{ token accessToken {{ id name lastUsedAt }} {Errors} }} }}";
    const string RevokeToken = $"mutation ($input: RevokeAccessTokenInput!) {{ revokeAccessToken(input: $input) {{ revokedAccessTokenId {Errors} }} }}";

    [Fact]
    public async Task A_program_signs_somebody_up_and_goes_on_with_the_token_of_the_answer()
    {
        var signedUp = (await house.Stranger.Graph(SignUp,
            new { input = new { username = "Greta", email = "greta@example.org", password = Person.Password, displayName = "Greta G.", accessTokenName = "phone" } })).ShouldSucceed();
        Assert.Equal(("greta", "Greta G."), (signedUp["signUp.viewer.user.username"], signedUp["signUp.viewer.user.displayName"]));

        using var greta = new Person(house, "greta", null, signedUp["signUp.token"]);
        Assert.Equal("greta@example.org", (await greta.Graph("{ viewer { email } }"))["viewer.email"]);
    }

    [Theory]
    [InlineData("ann", "new@example.org", Person.Password, "USERNAME_TAKEN", "username")]
    [InlineData("ANN", "new@example.org", Person.Password, "USERNAME_TAKEN", "username")]
    [InlineData("1st", "new@example.org", Person.Password, "USERNAME", "username")]
    [InlineData("newcomer", "nowhere", Person.Password, "EMAIL", "email")]
    [InlineData("newcomer", "new@example.org", "short", "PASSWORD", "password")]
    [InlineData("newcomer", "new@example.org", "aaaaaaaaaaaaaaaa", "PASSWORD", "password")]
    public async Task A_sign_up_is_refused(string username, string email, string password, string code, string path) =>
        (await house.Stranger.Graph(SignUp, new { input = new { username, email, password, accessTokenName = "tests" } })).ShouldBeRefused(code, path);

    [Fact]
    public async Task Signing_in_takes_a_name_or_an_address_and_refuses_everything_else_alike()
    {
        Task<GraphAnswer> Try(string login, string password) => house.Stranger.Graph(SignIn, new { input = new { login, password, accessTokenName = "tests" } });

        Assert.Equal("ann", (await Try("Ann", Person.Password)).ShouldSucceed()["signIn.viewer.user.username"]);
        Assert.Equal("ann", (await Try("ANN@example.org", Person.Password)).ShouldSucceed()["signIn.viewer.user.username"]);
        var wrong = (await Try("ann", "not her password at all")).ShouldBeRefused("SIGN_IN");
        var nobody = (await Try("nobody.at.all", Person.Password)).ShouldBeRefused("SIGN_IN");
        Assert.Equal(wrong.Body["data"]!.ToJsonString(), nobody.Body["data"]!.ToJsonString());
    }

    [Fact]
    public async Task A_token_is_in_the_answer_that_made_it_and_in_no_other_and_ends_at_once()
    {
        var person = await house.Somebody();
        using var browser = await SessionTests.Browser(person);
        var made = (await browser.Graph(CreateToken, new { input = new { name = "backup" } })).ShouldSucceed();
        using var program = new Person(house, person.Username, person.Viewer.Id, made["createAccessToken.token"]);
        Assert.Equal(person.Username, (await program.Graph("{ viewer { user { username } } }"))["viewer.user.username"]);

        var listed = await person.Graph("{ viewer { accessTokens { id name } } }");
        Assert.Contains("backup", listed.Each("viewer.accessTokens", "name"));
        Assert.DoesNotContain(made["createAccessToken.token"]!, listed.Body.ToJsonString(), StringComparison.Ordinal);
        (await person.Graph(RevokeToken, new { input = new { accessTokenId = made["createAccessToken.accessToken.id"] } })).ShouldSucceed();
        using var refused = await program.Http.GetAsync("/graphql?query={__typename}");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Another_persons_token_is_not_there_to_be_revoked()
    {
        using var ann = await SessionTests.Browser(house.Ann);
        var made = (await ann.Graph(CreateToken, new { input = new { name = "hers" } })).ShouldSucceed();

        (await house.Bob.Graph(RevokeToken, new { input = new { accessTokenId = made["createAccessToken.accessToken.id"] } })).ShouldBeRefused("NOT_FOUND");
    }

    [Fact]
    public async Task A_stranger_has_no_viewer_and_changes_nothing()
    {
        Assert.Null((await house.Stranger.Graph("{ viewer { email } }")).ShouldSucceed().At("viewer"));
        (await house.Stranger.Graph(CreateToken, new { input = new { name = "mine" } })).ShouldBeRefused("UNAUTHENTICATED");
        (await house.Stranger.Graph("mutation { updateSettings(input: { isPrivate: true }) { viewer { email } } }")).ShouldBeRefused("UNAUTHENTICATED");
    }

    [Fact]
    public async Task A_profile_is_found_by_name_in_any_case_or_by_id_and_shows_no_address()
    {
        const string Look = "query ($by: UserBy!) { user(by: $by) { id username bioHTML url isPrivate viewerIsSelf } }";
        var byName = (await house.Bob.Graph(Look, new { by = new { username = "ANN" } })).ShouldSucceed();
        var byId = (await house.Bob.Graph(Look, new { by = new { id = byName["user.id"] } })).ShouldSucceed();

        Assert.Equal(byName.Body["data"]!.ToJsonString(), byId.Body["data"]!.ToJsonString());
        Assert.Equal(house.Ann.NodeId, byName["user.id"]);
        Assert.EndsWith("/@ann", byName["user.url"], StringComparison.Ordinal);
        Assert.Null((await house.Bob.Graph(Look, new { by = new { username = "nobody.at.all" } })).ShouldSucceed().At("user"));
    }

    [Theory]
    [InlineData("bio", 501, "BIO")]
    [InlineData("displayName", 61, "DISPLAY_NAME")]
    public async Task A_profile_has_bounds(string field, int length, string code)
    {
        var input = new Dictionary<string, string> { [field] = new('x', length) };
        (await house.Bob.Graph($"mutation ($input: UpdateProfileInput!) {{ updateProfile(input: $input) {{ user {{ id }} {Errors} }} }}", new { input })).ShouldBeRefused(code, field);
    }
}
