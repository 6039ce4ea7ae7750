using System.Text.Json;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Renditions as they stand in their photo's row and in the image function's answer.</summary>
[Trait("Kind", "Once")]
public sealed class RenditionJsonTests
{
    static readonly List<Rendition> Some =
    [
        new("renditions/a/2048.webp", 2048, 1536, RenditionFormat.Webp, RenditionCrop.None, 3_000_000_000),
        new("renditions/a/ü \"quoted\".jpg", 320, 320, RenditionFormat.Jpeg, RenditionCrop.Square, 1),
        new("renditions/a/640.avif", 640, 480, RenditionFormat.Avif, RenditionCrop.None, 20),
    ];

    [Fact]
    public void What_is_written_is_read() => Assert.Equal(Some, Read(JsonSerializer.Serialize(Some, MediaJson.Default.ListRendition)));

    [Fact]
    public void They_are_written_as_rows_have_them() => Assert.Equal(
        """[{"key":"renditions/a/640.avif","width":640,"height":480,"format":"Avif","crop":"None","byteSize":20}]""",
        JsonSerializer.Serialize([Some[2]], MediaJson.Default.ListRendition));

    [Fact]
    public void What_a_later_release_adds_is_passed_over_wherever_it_stands() => Assert.Equal(
        [Some[2]],
        Read("""[{"added":{"a":[1,{}]},"byteSize":20,"crop":"None","format":"Avif","more":null,"height":480,"width":640,"key":"renditions/a/640.avif","last":[]}]"""));

    [Theory]
    [InlineData("""[{"format":"Gif"}]""", "\"Gif\" is none of Webp, Jpeg, Avif.")]
    [InlineData("""[{"key":null}]""", "A rendition has a key.")]
    [InlineData("[1]", "A rendition is an object.")]
    [InlineData("""[{"width":"wide"}]""", "could not be converted")]
    public void What_is_none_is_refused(string json, string because) => Assert.Contains(because, Assert.Throws<JsonException>(() => Read(json)).Message, StringComparison.Ordinal);

    static List<Rendition>? Read(string json) => JsonSerializer.Deserialize(json, MediaJson.Default.ListRendition);
}
