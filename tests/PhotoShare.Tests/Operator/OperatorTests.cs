using Xunit;

namespace PhotoShare.Tests;

/// <summary>The operator's commands, each a process beside the running server.</summary>
[Collection(CommandCollection.Name)]
[Trait("Kind", "Slow")]
public sealed class OperatorTests(House house)
{
    readonly OperatorProgram photoshare = OperatorProgram.Of(house);

    [Fact]
    public async Task A_person_added_beside_the_running_server_gets_a_token_alone_on_the_last_line_and_it_works_at_once()
    {
        var added = await photoshare.RunWith($"{Person.Password}\n", "user", "add", "olga", "--email", "olga@example.org", "--password-stdin");
        var made = await photoshare.Run("token", "create", "olga");

        Assert.Equal((0, 0), (added.ExitCode, made.ExitCode));
        Assert.Matches("^psp_[A-Za-z0-9_-]{43}$", made.LastLine);
        using var olga = new Person(house, "olga", null, made.LastLine);
        Assert.Equal("olga", (await olga.Graph("{ viewer { user { username } } }")).ShouldSucceed()["viewer.user.username"]);
    }

    [Theory]
    [InlineData("a name is taken", "ann", "second@example.org", Person.Password)]
    [InlineData("an address is taken", "second", "ann@example.org", Person.Password)]
    [InlineData("a name is malformed", "no spaces", "third@example.org", Person.Password)]
    [InlineData("a password is short", "fourth", "fourth@example.org", "short")]
    public async Task What_a_form_refuses_the_command_refuses_in_one_line_because(string reason, string name, string email, string password)
    {
        var added = await photoshare.RunWith($"{password}\n", "user", "add", name, "--email", email, "--password-stdin");

        Assert.True(added.ExitCode == 1, $"{reason}, and yet: {added}");
        Assert.DoesNotContain("   at ", added.Error, StringComparison.Ordinal);
        Assert.EndsWith(".", added.Error.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_for_nobody_is_refused_with_what_to_do()
    {
        var made = await photoshare.Run("token", "create", "nobody");

        Assert.Equal((1, ""), (made.ExitCode, made.Output));
        Assert.Contains("user add nobody", made.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_given_and_taken_and_one_that_there_is_not_is_refused()
    {
        var person = await house.Somebody();

        foreach (var role in Enum.GetValues<UserRole>().Reverse())
        {
            var given = await photoshare.Run("admin", "grant", person.Username, role.ToString().ToLowerInvariant());
            Assert.True(given.ExitCode == 0 && given.Output.Contains($"{role.ToString().ToLowerInvariant()} now", StringComparison.Ordinal), $"{given}");
            Assert.Equal(role, await house.Database(async db => (await db.Users.FindAsync(person.Viewer.Id))!.Role));
        }
        var (nobody, king) = (await photoshare.Run("admin", "grant", "nemo", "admin"), await photoshare.Run("admin", "grant", person.Username, "king"));
        Assert.Equal((1, 2), (nobody.ExitCode, king.ExitCode));
        Assert.Contains("nobody called nemo", nobody.Error, StringComparison.Ordinal);
        Assert.Contains("member, moderator or admin", king.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("user", "remove", "ann")]
    [InlineData("--frobnicate")]
    public async Task A_command_that_there_is_not_points_to_the_help_and_fails(params string[] arguments)
    {
        var result = await photoshare.Run(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("help", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("token", "create", "ann")]
    public async Task The_options_of_the_instance_may_stand_before_the_command_or_after_it(params string[] command)
    {
        // Nothing can lie below a file, so the command is understood and fails at once.
        var nowhere = Path.Combine(typeof(OperatorTests).Assembly.Location, "below");
        var before = await photoshare.Run(["--data", nowhere, .. command]);
        var joined = await photoshare.Run([$"--data={nowhere}", .. command]);
        var after = await photoshare.Run([.. command, "--data", nowhere]);

        Assert.All([before, joined, after], result => Assert.True(result.ExitCode == 1 && result.Error.Contains(nowhere, StringComparison.Ordinal), $"{result}"));
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        var help = await photoshare.Run("help");

        Assert.Equal(0, help.ExitCode);
        Assert.All(["run", "user", "token", "admin", "demo", "schema"], command => Assert.Contains(command, help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_exported_schema_is_the_approved_one()
    {
        var export = await photoshare.Run("schema", "export");

        Assert.Equal((0, await File.ReadAllTextAsync(Repository.PathOf("schema", "schema.graphql"))), (export.ExitCode, export.Output));
    }
}
