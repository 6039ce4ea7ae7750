using System.Globalization;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>The directive @cost of IBM's cost specification (https://ibm.github.io/graphql-specs/cost-spec.html): what a field or an argument weighs, in points.</summary>
sealed class CostDirective : Directive
{
    const string DirectiveName = "cost";

    /// <summary>Tools that read introspection may know it, though no operation uses it.</summary>
    public override bool? Introspectable => true;

    public CostDirective() : base(DirectiveName, DirectiveLocation.FieldDefinition, DirectiveLocation.ArgumentDefinition)
    {
        Description = "Says what a field or an argument adds to the cost of an operation. Without it a field that answers an object weighs 1, any other 0, an argument 0.";
        Arguments = new QueryArguments(new QueryArgument<NonNullGraphType<StringGraphType>> { Name = "weight", Description = "Points, as a number: \"10\"." });
    }

    public static void On(IMetadataWriter element, int weight) =>
        element.ApplyDirective(DirectiveName, "weight", weight.ToString(CultureInfo.InvariantCulture));

    /// <summary>The weight that an element has by directive; <c>null</c> when it has none.</summary>
    public static int? WeightOf(IMetadataReader element) =>
        element.FindAppliedDirective(DirectiveName)?.FindArgument("weight")?.Value is string weight ? int.Parse(weight, CultureInfo.InvariantCulture) : null;
}

/// <summary>The directive @listSize of the same specification: how many items a field has.</summary>
sealed class ListSizeDirective : Directive
{
    const string DirectiveName = "listSize";

    /// <summary>Tools that read introspection may know it, though no operation uses it.</summary>
    public override bool? Introspectable => true;

    public ListSizeDirective() : base(DirectiveName, DirectiveLocation.FieldDefinition)
    {
        Description = "Says how many items a field has, for the cost of an operation.";
        Arguments = new QueryArguments(
            new QueryArgument<IntGraphType> { Name = "assumedSize", Description = "As many as are counted when nothing says how many; at most as many where an argument does." },
            new QueryArgument<ListGraphType<NonNullGraphType<StringGraphType>>> { Name = "slicingArguments", Description = "Arguments that say how many: a number, or a list with an element for each." },
            new QueryArgument<IntGraphType> { Name = "slicingArgumentDefaultValue", Description = "How many there are when none of those is given." },
            new QueryArgument<ListGraphType<NonNullGraphType<StringGraphType>>> { Name = "sizedFields", Description = "Fields of the answered object that have the items, if it is not the field itself." },
            new QueryArgument<BooleanGraphType> { Name = "requireOneSlicingArgument", Description = "Whether exactly one of the slicing arguments must be given.", DefaultValue = true });
    }

    public static void On(FieldType field, ListSize size) => field.ApplyDirective(DirectiveName, directive =>
    {
        if (size.Assumed is { } assumed) directive.AddArgument(new DirectiveArgument("assumedSize") { Value = assumed });
        if (size.SlicingArguments.Count == 0) return;
        directive.AddArgument(new DirectiveArgument("slicingArguments") { Value = size.SlicingArguments });
        if (size.Default is { } usual) directive.AddArgument(new DirectiveArgument("slicingArgumentDefaultValue") { Value = usual });
        if (size.SizedFields.Count > 0) directive.AddArgument(new DirectiveArgument("sizedFields") { Value = size.SizedFields });
        directive.AddArgument(new DirectiveArgument("requireOneSlicingArgument") { Value = false });
    });

    public static ListSize? Of(FieldType field)
    {
        if (field.FindAppliedDirective(DirectiveName) is not { } directive) return null;
        return new ListSize
        {
            Assumed = directive.FindArgument("assumedSize")?.Value as int?,
            SlicingArguments = Names("slicingArguments"),
            Default = directive.FindArgument("slicingArgumentDefaultValue")?.Value as int?,
            SizedFields = Names("sizedFields"),
        };

        IReadOnlyList<string> Names(string argument) => directive.FindArgument(argument)?.Value as IReadOnlyList<string> ?? [];
    }
}

/// <summary>How many items a field has, as <see cref="ListSizeDirective"/> tells it.</summary>
sealed record ListSize
{
    /// <summary>For a list that nobody says the size of.</summary>
    public const int Usual = 5;

    public int? Assumed { get; init; }
    public IReadOnlyList<string> SlicingArguments { get; init; } = [];
    public int? Default { get; init; }
    public IReadOnlyList<string> SizedFields { get; init; } = [];

    /// <summary>The largest that an argument says. What is out of range is another rule's error; here it can neither cancel cost nor overflow.</summary>
    public int Of(IEnumerable<int?> slices)
    {
        var given = slices.Max();
        return Math.Clamp(given ?? Default ?? Most, 1, Most);
    }

    int Most => Assumed ?? (SlicingArguments.Count > 0 ? PageRequest.Most : Usual);
}
