using System.Net;
using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class SavedPageTests(House house)
{
    [Fact]
    public async Task A_post_is_kept_put_into_a_collection_and_let_go_by_plain_forms()
    {
        var reader = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(reader.Username);
        var url = $"/posts/{house.PublicPost}";

        await (await visitor.Get(url)).Submit("form.save");
        var collection = await (await visitor.Get("/saved")).Submit("main section.card form:has([name=name])", ("name", "Lakes"));
        Assert.Empty(collection.Document.QuerySelectorAll(".gallery a"));
        var held = await (await visitor.Get(url)).Submit("form[action*='/collections/']");
        Assert.Equal("true", held.One("form[action*='/collections/'] button").GetAttribute("aria-pressed"));
        Assert.NotNull((await visitor.Get(collection.Address.AbsolutePath)).One($".gallery a[href='{url}']"));

        await (await visitor.Get(url)).Submit("form.save");
        Assert.Empty((await visitor.Get("/saved")).Document.QuerySelectorAll(".gallery a"));
    }

    [Fact]
    public async Task A_collection_is_renamed_and_deleted_and_a_name_twice_is_said_beside_the_field()
    {
        var reader = await house.Somebody();
        using var visitor = house.Browse();
        await visitor.SignIn(reader.Username);
        const string form = "main section.card form:has([name=name])";

        var made = await (await visitor.Get("/saved")).Submit(form, ("name", "One"));
        var twice = await (await visitor.Get("/saved")).Submit(form, ("name", "One"));
        var renamed = await made.Submit(form, ("name", "Two"));
        await renamed.Submit("form[action$='/delete']");

        Assert.Equal((HttpStatusCode)422, twice.Status);
        Assert.Contains("Choose another name", twice.One("#name-refusal").TextContent, StringComparison.Ordinal);
        Assert.Equal("Two", renamed.One("h1").TextContent);
        Assert.DoesNotContain("Two", (await visitor.Get("/saved")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_collection_is_not_there()
    {
        var (owner, other) = (await house.Somebody(), await house.Somebody());
        var collection = await house.Use<Collections, Collection>(collections => collections.Create(owner.Viewer, "Mine", null, default));
        using var visitor = house.Browse();
        await visitor.SignIn(other.Username);

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/saved/{collection.Id}")).Status);
    }
}
