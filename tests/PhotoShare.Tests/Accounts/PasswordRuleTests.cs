using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Which passwords are taken, and what of them is kept.</summary>
[Collection(HouseCollection.Name)]
public sealed class PasswordRuleTests(House house)
{
    const string SignUp = "mutation ($input: SignUpInput!) { signUp(input: $input) { token errors { ... on Error { code message path } } } }";

    [Theory]
    [InlineData("qwertyuiop", "PASSWORD_COMMON")]
    [InlineData("Password2024!", "PASSWORD_COMMON")]
    [InlineData("1234567890", "PASSWORD_COMMON")]
    [InlineData("my name is {name}", "PASSWORD_LIKE_NAME")]
    [InlineData("{NAME}@example.org", "PASSWORD_LIKE_NAME")]
    [InlineData("short", "PASSWORD")]
    public async Task One_that_is_guessed_first_is_refused(string password, string code)
    {
        var username = $"p{Guid.NewGuid():n}"[..20];
        password = password.Replace("{name}", username, StringComparison.Ordinal).Replace("{NAME}", username.ToUpperInvariant(), StringComparison.Ordinal);

        (await house.Stranger.Graph(SignUp, new { input = new { username, email = $"{username}@example.org", password, accessTokenName = "tests" } })).ShouldBeRefused(code, "password");
    }

    [Fact]
    public async Task A_change_is_held_to_the_same_and_length_is_no_fault()
    {
        var person = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        Task<WebPage> Change(string to) => Submit(visitor, to);

        Assert.Contains("Many people use this password", (await Change("qwertyuiop")).One("#newPassword-refusal").TextContent, StringComparison.Ordinal);
        Assert.Contains("at most", (await Change(string.Concat(Enumerable.Repeat("a long way ", 30)))).One("#newPassword-refusal").TextContent, StringComparison.Ordinal);
        var phrase = "ein langer Satz mit Umläuten wie ß und ö, und mit einem 🐟 am Ende, das alles gilt";
        Assert.Equal(System.Net.HttpStatusCode.OK, (await Change(phrase)).Status);
        Assert.Equal("/", (await visitor.SignIn(person.Username, phrase)).Address.AbsolutePath);
    }

    [Fact]
    public async Task One_that_was_hashed_with_fewer_rounds_is_hashed_anew_by_a_sign_in_which_ends_no_session()
    {
        var person = await house.Somebody();
        using var elsewhere = house.Browse();
        await elsewhere.SignIn(person.Username);
        var weak = new PasswordHasher<User>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 10 })).HashPassword(new User(), Person.Password);
        await house.Database(db => db.Users.Where(u => u.Id == person.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, weak)));
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);

        var hash = await house.Database(db => db.Users.Where(u => u.Id == person.Viewer.Id).Select(u => u.PasswordHash).SingleAsync());
        Assert.NotEqual(weak, hash);
        Assert.Equal("/settings", (await elsewhere.Get("/settings")).Address.AbsolutePath);
        await visitor.SignIn(person.Username);
        Assert.Equal(hash, await house.Database(db => db.Users.Where(u => u.Id == person.Viewer.Id).Select(u => u.PasswordHash).SingleAsync()));
        Assert.Equal(210_000, new Settings().PasswordRounds);
    }

    /// <summary>Time is not measured; what takes it is counted.</summary>
    [Fact]
    public async Task Nobodys_sign_in_costs_what_somebodys_does_locked_or_not()
    {
        var (person, locked) = (await house.Somebody(), await house.Somebody());
        await house.Database(db => db.Users.Where(u => u.Id == locked.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, DateTimeOffset.UtcNow.AddHours(1))));

        Assert.Equal(1, await Hashes(person.Username));
        Assert.Equal(1, await Hashes($"{person.Username}@example.org"));
        Assert.Equal(1, await Hashes("nobody.at.all"));
        Assert.Equal(1, await Hashes("nobody.at.all@example.org"));
        Assert.Equal(1, await Hashes(locked.Username));
        Assert.Equal(1, await Hashes(locked.Username, Person.Password));
    }

    async Task<int> Hashes(string login, string password = "a wrong password")
    {
        await using var scope = house.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var counted = new CountedHasher(users.PasswordHasher);
        users.PasswordHasher = counted;
        var refused = await Assert.ThrowsAsync<Refused>(() => scope.ServiceProvider.GetRequiredService<Accounts>().SignIn(login, password, null, default));
        Assert.Equal(("SIGN_IN", "The name or the password is wrong."), (refused.Code, refused.Message));
        return counted.Count;
    }

    static async Task<WebPage> Submit(WebVisitor visitor, string to) =>
        await (await visitor.Get("/settings")).Submit("form:has([name=newPassword])", ("currentPassword", Person.Password), ("newPassword", to));

    sealed class CountedHasher(IPasswordHasher<User> hasher) : IPasswordHasher<User>
    {
        public int Count { get; private set; }

        public string HashPassword(User user, string password)
        {
            Count++;
            return hasher.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Count++;
            return hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
