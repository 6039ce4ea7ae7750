using System.Text.RegularExpressions;
using GraphQL.Types;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The marks that classes of the graph may carry, over a schema of their own.</summary>
public sealed partial class ConventionTests
{
    [Fact]
    public void What_is_deprecated_says_what_to_use_and_until_when_it_works()
    {
        var sdl = Printed();

        Assert.Contains("old: Int! @deprecated(reason: \"Use fresh. Works until 2027-06-01.\")", sdl, StringComparison.Ordinal);
        Assert.Contains("size: Int! = 1 @deprecated(reason: \"Use width. Works until 2027-06-01.\")", sdl, StringComparison.Ordinal);
        Assert.Contains("DIM @deprecated(reason: \"Use DARK. Works until 2027-06-01.\")", sdl, StringComparison.Ordinal);
        Assert.Matches(DatedReason(), new DeprecatedAttribute("Use fresh.", until: "2027-06-01").Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("01/06/2027")]
    [InlineData("2027-02-30")]
    public void Nothing_is_deprecated_without_a_day(string until) => Assert.Throws<FormatException>(() => new DeprecatedAttribute("Use fresh.", until));

    [Fact]
    public void What_is_being_tried_out_names_its_features()
    {
        var sdl = Printed();

        Assert.Contains("fresh(", sdl, StringComparison.Ordinal);
        Assert.Contains("): Int! @requiresOptIn(feature: \"fresh-air\") @requiresOptIn(feature: \"wide\")", sdl, StringComparison.Ordinal);
        Assert.Contains("directive @requiresOptIn(", sdl, StringComparison.Ordinal);
        Assert.Contains("repeatable on ARGUMENT_DEFINITION | ENUM_VALUE | FIELD_DEFINITION | INPUT_FIELD_DEFINITION", sdl, StringComparison.Ordinal);
    }

    /// <summary>Tells what to use instead and the day after which it may go.</summary>
    [GeneratedRegex(@"\A[A-Z][^.]*\..* Works until \d{4}-\d\d-\d\d\.\z")]
    internal static partial Regex DatedReason();

    static string Printed()
    {
        var schema = new Schema { Query = new AutoRegisteringObjectGraphType<Shop>() };
        schema.Features.RepeatableDirectives = true;
        schema.Features.DeprecationOfInputValues = true;
        schema.Directives.Register(new RequiresOptInDirective());
        return Sdl.Print(schema);
    }

    sealed class Shop
    {
        [Deprecated("Use fresh.", until: "2027-06-01")]
        public static int Old => 1;

        [RequiresOptIn("fresh-air"), RequiresOptIn("wide")]
        public static int Fresh(int width, [Deprecated("Use width.", until: "2027-06-01")] int size = 1) => width + size;

        public static Light Light => Light.Dark;
    }

    enum Light
    {
        Dark,

        [Deprecated("Use DARK.", until: "2027-06-01")]
        Dim,
    }
}
