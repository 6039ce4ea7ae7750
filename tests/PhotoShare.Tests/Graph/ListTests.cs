using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What holds for every connection of the schema. A new one fails here until <see cref="ListWorlds"/> has it.</summary>
[Collection(NextDoorCollection.Name)]
[Trait("Kind", "Slow")]
public sealed class ListTests(House house)
{
    const int Few = 2, Many = 6;

    public static TheoryData<string> Fields => [.. ListWorlds.All.Keys];
    public static TheoryData<string> Modelled => [.. ListWorlds.All.Keys.Except(ListWorlds.Ranked)];

    [Fact]
    public void Every_connection_of_the_schema_is_tested() => Assert.Equal(
        from type in house.Services.GetRequiredService<ISchema>().AllTypes.OfType<IComplexGraphType>()
        from field in type.Fields
        where IsConnection(field)
        orderby $"{type.Name}.{field.Name}"
        select $"{type.Name}.{field.Name}",
        ListWorlds.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_large_page_takes_as_many_statements_as_a_small_one_with_all_that_its_nodes_have(string field)
    {
        var world = await ListWorlds.All[field](house);
        for (var i = 0; i <= Many; i++) await world.Add();
        var schema = house.Services.GetRequiredService<ISchema>();
        var connection = schema.AllTypes.OfType<IComplexGraphType>().Single(type => type.Name == field.Split('.')[0]).GetField(field.Split('.')[1])!.ResolvedType!.GetNamedType();
        var selection = Selections.Of(connection, depth: 2);

        await world.Reader.Graph(world.Query($"first: {Few}", selection));
        var (few, fewStatements) = await SqlCounter.Count(() => world.Reader.Graph(world.Query($"first: {Few}", selection)));
        var (many, manyStatements) = await SqlCounter.Count(() => world.Reader.Graph(world.Query($"first: {Many}", selection)));

        Assert.Equal((Few, Many), (few.ShouldSucceed().List($"{world.Path}.nodes").Count, many.ShouldSucceed().List($"{world.Path}.nodes").Count));
        Assert.True(Counted(fewStatements) == Counted(manyStatements), string.Join("\n\n", manyStatements.Except(fewStatements).Prepend($"{Counted(fewStatements)} and {Counted(manyStatements)}")));
    }

    [Theory]
    [MemberData(nameof(Modelled))]
    public async Task Its_pages_are_exact_in_every_direction_while_items_come_and_go(string field)
    {
        var world = await ListWorlds.All[field](house);
        var model = new PageModel(world, new Random(field.Length));
        for (var i = 0; i < 5; i++) await model.Add();
        for (var i = 0; i < 40; i++) await model.Step();
    }

    static bool IsConnection(FieldType field) => field.ResolvedType!.GetNamedType() is { Name: var name } && name.EndsWith("Connection", StringComparison.Ordinal);

    /// <summary>Without what a token's use is written down by, once a minute.</summary>
    static int Counted(IReadOnlyList<string> statements) => statements.Count(text => !text.StartsWith("UPDATE", StringComparison.Ordinal));
}
