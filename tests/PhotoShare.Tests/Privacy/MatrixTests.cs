using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>
/// The authorization matrix: what everybody is shown of every field of the schema, asked of what belongs to somebody with a private account.
/// matrix.txt is what it should be, a line for a field. A field without a line fails, so that whoever adds one decides.
/// </summary>
[Collection(PrivacyCollection.Name)]
public sealed class MatrixTests(PrivacyHouse house)
{
    /// <summary>Types that only a mutation or a subscription answers; what may be done and heard has tables of its own.</summary>
    static readonly string[] Elsewhere = ["Mutation", "Subscription", "UploadTicket", "UploadPart", "HttpHeader"];

    [Fact]
    public async Task Everybody_sees_of_every_field_what_the_matrix_says_and_no_word_that_is_not_theirs()
    {
        var walk = house.Walk();
        var lines = walk.Types.ToDictionary(type => type.Name, type => type.Fields.ToDictionary(field => field.Name, _ => ""));
        List<string> leaks = [];
        foreach (var (standing, viewer) in house.Viewers)
        {
            foreach (var type in walk.Types)
            {
                var letters = await FieldView.Of(walk, type, viewer, answer => leaks.AddRange(house.LeaksIn(answer, standing).Select(word => $"{standing} read {word} of {type.Name}: {answer}")));
                foreach (var field in type.Fields) lines[type.Name][field.Name] += $" {letters[field.Name]}";
            }
        }
        var matrix = lines.SelectMany(type => type.Value.Select(field => $"{type.Key}.{field.Key,-30}".PadRight(54) + field.Value)).Order(StringComparer.Ordinal);

        Assert.Empty(leaks);
        await Approved.Table("matrix.txt", $"{FieldView.Legend}\n{string.Join(" · ", house.Viewers.Keys)}", matrix);
    }

    [Fact]
    public void The_matrix_reaches_every_type_that_holds_something()
    {
        var schema = house.Services.GetRequiredService<ISchema>();
        var reached = house.Walk().Types.Select(type => type.Name).ToHashSet();
        var missing = schema.AllTypes.OfType<IObjectGraphType>().Select(type => type.Name)
            .Where(name => !reached.Contains(name) && !Elsewhere.Contains(name) && !name.StartsWith("__", StringComparison.Ordinal)
                && !name.EndsWith("Payload", StringComparison.Ordinal) && !name.EndsWith("Event", StringComparison.Ordinal) && !name.EndsWith("Error", StringComparison.Ordinal));

        Assert.Empty(missing);
    }
}

[CollectionDefinition(Name)]
public sealed class PrivacyCollection : ICollectionFixture<PrivacyHouse>
{
    public const string Name = "privacy";
}
