using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What is personal of an account: kept sealed, found again, and readable by its own person alone.</summary>
[Collection(HouseCollection.Name)]
public sealed class SealedFieldTests(House house)
{
    [Fact]
    public async Task An_address_is_read_by_its_person_and_found_in_any_case_of_letters()
    {
        var person = await house.Somebody();

        Assert.Equal($"{person.Username}@example.org", (await person.Graph("{ viewer { email } }")).ShouldSucceed()["viewer.email"]);
        var found = await house.Use<Accounts, User>(accounts => accounts.SignIn($" {person.Username.ToUpperInvariant()}@Example.ORG ", Person.Password, null, default));
        Assert.Equal(person.Viewer.Id, found.Id);
        var refused = await Assert.ThrowsAsync<Refused>(() => house.Use<Accounts>(accounts => accounts.SignUp($"{person.Username}x", $"{person.Username}@EXAMPLE.org", Person.Password, null, default)));
        Assert.Equal("EMAIL_TAKEN", refused.Code);
    }

    [Fact]
    public async Task Of_many_who_sign_up_with_one_address_at_once_one_gets_it()
    {
        var address = $"{Guid.NewGuid():n}@example.org";
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            try
            {
                await house.Use<Accounts>(accounts => accounts.SignUp($"q{Guid.NewGuid():n}"[..20], address, Person.Password, null, default));
                return "";
            }
            catch (Refused refused)
            {
                return refused.Code;
            }
        })));

        Assert.Single(outcomes, "");
        Assert.Equal(5, outcomes.Count(outcome => outcome == "EMAIL_TAKEN"));
    }

    [Fact]
    public async Task A_new_address_and_number_are_sealed_and_the_old_ones_are_gone()
    {
        var person = await house.Somebody();
        await Users(person, async (users, user) =>
        {
            Assert.True((await users.SetEmailAsync(user, "new@example.org")).Succeeded);
            Assert.True((await users.SetPhoneNumberAsync(user, "+49 30 901820")).Succeeded);
        });

        await Users(person, async (users, user) =>
        {
            Assert.Null(user.Email);
            Assert.Equal("new@example.org", await users.GetEmailAsync(user));
            Assert.Equal("+49 30 901820", await users.GetPhoneNumberAsync(user));
            Assert.Equal(user.Id, (await users.FindByEmailAsync("NEW@example.org"))!.Id);
            Assert.Null(await users.FindByEmailAsync($"{person.Username}@example.org"));
        });
    }

    [Fact]
    public async Task An_authenticators_secret_and_recovery_codes_work_and_are_read_by_no_copy()
    {
        var person = await house.Somebody();
        var secret = "";
        List<string> codes = [];
        await Users(person, async (users, user) =>
        {
            await users.ResetAuthenticatorKeyAsync(user);
            secret = (await users.GetAuthenticatorKeyAsync(user))!;
            codes = (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 3))!.ToList();
            Assert.True((await users.RedeemTwoFactorRecoveryCodeAsync(user, codes[0])).Succeeded);
            Assert.False((await users.RedeemTwoFactorRecoveryCodeAsync(user, codes[0])).Succeeded);
        });

        await Users(person, async (users, user) =>
        {
            Assert.Equal(secret, await users.GetAuthenticatorKeyAsync(user));
            Assert.Equal(2, await users.CountRecoveryCodesAsync(user));
        });
        var rows = await house.Database(db => db.UserTokens.AsNoTracking().Where(t => t.UserId == person.Viewer.Id).ToListAsync());
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.DoesNotContain(secret, row.Value ?? "", StringComparison.Ordinal));
        Assert.All(codes, code => Assert.DoesNotContain(rows, row => row.Name.Contains(code, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task What_was_moved_to_another_row_or_column_or_changed_is_refused()
    {
        var (mallory, victim) = (await house.Somebody(), await house.Somebody());
        foreach (var person in (Person[])[mallory, victim])
            await Users(person, (users, user) => users.ResetAuthenticatorKeyAsync(user));
        await house.Database(async db =>
        {
            var (from, to) = (await db.Users.SingleAsync(u => u.Id == victim.Viewer.Id), await db.Users.SingleAsync(u => u.Id == mallory.Viewer.Id));
            (to.SealedPhone, to.SealedEmail) = (to.SealedEmail, from.SealedEmail);
            var tokens = await db.UserTokens.Where(t => t.UserId == victim.Viewer.Id || t.UserId == mallory.Viewer.Id).ToListAsync();
            tokens.Single(t => t.UserId == mallory.Viewer.Id).Value = tokens.Single(t => t.UserId == victim.Viewer.Id).Value;
            return await db.SaveChangesAsync();
        });

        await Users(mallory, async (users, user) =>
        {
            await Assert.ThrowsAnyAsync<CryptographicException>(() => users.GetEmailAsync(user));
            await Assert.ThrowsAnyAsync<CryptographicException>(() => users.GetPhoneNumberAsync(user));
            await Assert.ThrowsAnyAsync<CryptographicException>(() => users.GetAuthenticatorKeyAsync(user));
        });
        (await mallory.Graph("{ viewer { email } }")).ShouldBeRefused("INTERNAL");
    }

    [Fact]
    public async Task A_passkey_that_is_used_tells_when()
    {
        var person = await house.Somebody();
        var passkey = new UserPasskeyInfo(Guid.NewGuid().ToByteArray(), [1], DateTimeOffset.UtcNow, 0, ["internal"], true, false, false, [1], [1]) { Name = "laptop" };
        const string LastUsed = "{ viewer { passkeys { name lastUsedAt } } }";

        await Users(person, (users, user) => users.AddOrUpdatePasskeyAsync(user, passkey));
        Assert.Null((await person.Graph(LastUsed)).ShouldSucceed()["viewer.passkeys.0.lastUsedAt"]);
        var before = DateTime.UtcNow;
        await Users(person, (users, user) => users.AddOrUpdatePasskeyAsync(user, passkey));
        var used = DateTime.Parse((await person.Graph(LastUsed)).ShouldSucceed()["viewer.passkeys.0.lastUsedAt"]!, null, System.Globalization.DateTimeStyles.AdjustToUniversal);
        Assert.InRange(used, before.AddSeconds(-1), DateTime.UtcNow.AddSeconds(1));
    }

    [Fact]
    public async Task Wrong_passwords_at_once_are_all_counted()
    {
        var person = await house.Somebody();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => Assert.ThrowsAsync<Refused>(() => house.Use<Accounts>(accounts => accounts.SignIn(person.Username, $"guess {i}", null, default))))));

        await Assert.ThrowsAsync<Refused>(() => house.Use<Accounts>(accounts => accounts.SignIn(person.Username, Person.Password, null, default)));
    }

    [Fact]
    public async Task A_sign_in_asks_the_database_as_often_for_nobody_as_for_somebody()
    {
        var person = await house.Somebody();
        async Task<int> Statements(string login) => (await SqlCounter.Count(() =>
            Assert.ThrowsAsync<Refused>(() => house.Use<Accounts>(accounts => accounts.SignIn(login, "a wrong password", null, default))))).Statements.Count;

        var somebody = await Statements($"{person.Username}@example.org");
        // Who is asked for, the count of failures, and the log with what its save takes.
        Assert.InRange(somebody, 3, 5);
        Assert.Equal(somebody, await Statements($"{Guid.NewGuid():n}@example.org"));
        Assert.Equal(somebody, await Statements("nobody_at_all"));
    }

    [Fact]
    public async Task What_an_older_version_wrote_in_the_clear_is_sealed_once_and_for_all()
    {
        var (one, two) = (await house.Somebody(), await house.Somebody());
        await house.Database(async db =>
        {
            foreach (var person in (Person[])[one, two])
            {
                var (plain, normalized) = ($"{person.Username}@old.example", $"{person.Username}@old.example".ToUpperInvariant());
                await db.Database.ExecuteSqlAsync($"UPDATE users SET sealed_email = NULL, email_index = NULL, email = {plain}, normalized_email = {normalized}, phone_number = '+49 30 227' WHERE id = {person.Viewer.Required}");
            }
            return true;
        });

        // Two servers start at once.
        var sealedPeople = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => house.Use<PlainFields, int>(plain => plain.Seal(default))));
        Assert.True(sealedPeople.Sum() >= 2);
        Assert.Equal(0, await house.Use<PlainFields, int>(plain => plain.Seal(default)));

        foreach (var person in (Person[])[one, two])
        {
            Assert.Equal($"{person.Username}@old.example", (await person.Graph("{ viewer { email } }")).ShouldSucceed()["viewer.email"]);
            await house.Use<Accounts>(accounts => accounts.SignIn($"{person.Username}@old.example", Person.Password, null, default));
            await Users(person, async (users, user) => Assert.Equal("+49 30 227", await users.GetPhoneNumberAsync(user)));
        }
        Assert.Equal(0, await house.Database(db => db.Database.SqlQuery<int>($"SELECT CAST(count(email) + count(normalized_email) + count(phone_number) AS int) AS \"Value\" FROM users").SingleAsync()));
    }

    Task Users(Person person, Func<UserManager<User>, User, Task> act) => house.Use<UserManager<User>>(async users => await act(users, (await users.FindByIdAsync(person.Viewer.Required.ToString()))!));
}
