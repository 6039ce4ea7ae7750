using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class SettingsPageTests(House house)
{
    [Fact]
    public async Task Who_may_comment_and_mention_and_what_is_sent_is_chosen()
    {
        var person = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);

        var saved = await (await visitor.Get("/settings")).Submit("form:has([name=whoCanComment])", ("whoCanComment", "Following"), ("whoCanMention", "Nobody"), ("showCamera", "true"));

        Assert.NotNull(saved.One("#contact ~ form [role=status]"));
        var user = await house.Database(db => db.Users.SingleAsync(u => u.Id == person.Viewer.Required));
        Assert.Equal((Audience.Following, Audience.Nobody, true, true), (user.WhoCanComment, user.WhoCanMention, user.ShowExifByDefault, user.EmailNotifications));
    }

    [Fact]
    public async Task Another_browser_is_signed_out_from_this_one()
    {
        var person = await house.Somebody();
        using var here = house.Browse();
        using var there = house.Browse();
        await here.SignIn(person.Username);
        await there.SignIn(person.Username);

        await (await here.Get("/settings")).Submit("form[action^='/sessions/'][action$='/revoke']");

        Assert.Equal("/signin", (await there.Get("/settings")).Address.AbsolutePath);
        Assert.Equal("/settings", (await here.Get("/settings")).Address.AbsolutePath);
    }

    [Fact]
    public async Task An_account_is_deleted_with_its_password_and_not_without()
    {
        var person = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(person.Username);
        const string form = "#deletion ~ form";

        var wrong = await (await visitor.Get("/settings")).Submit(form, ("password", "not my password"));
        var gone = await wrong.Submit(form, ("password", Person.Password));

        Assert.Equal((HttpStatusCode)422, wrong.Status);
        Assert.Contains("not your password", wrong.One("#password-refusal").TextContent, StringComparison.Ordinal);
        Assert.NotNull(gone.One("a[href='/signup'].join"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/@{person.Username}")).Status);
    }
}
