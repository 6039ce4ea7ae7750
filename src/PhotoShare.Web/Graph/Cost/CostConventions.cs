using System.Reflection;
using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Types;
using GraphQL.Utilities;

namespace PhotoShare.Web;

/// <summary>How many items a list has, for its cost, where that is not the usual <see cref="ListSize.Usual"/>.</summary>
/// <param name="items">A typical number, 1 or more.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ListSizeAttribute(int items) : GraphQLAttribute
{
    public override void Modify(FieldType fieldType, bool isInputType) => ListSizeDirective.On(fieldType, new ListSize { Assumed = items });
}

/// <summary>Writes @cost and @listSize on every field of the schema.</summary>
sealed class CostConventions : BaseSchemaNodeVisitor
{
    const string Loads = "loads";
    const int Change = 10, Watch = 10, Rank = 10, Filter = 5;
    /// <summary>Fields of Query for which the database weighs many rows to answer a few.</summary>
    static readonly string[] Ranked = ["explore", "search", "suggestedUsers", "trendingHashtags"];

    static readonly string[] Slices = ["first", "last", "ids"], Items = ["edges", "nodes"];

    /// <summary>Remembers of a field whether answering it takes a look into the database, which only its method tells.</summary>
    public static void Note(FieldType field, MemberInfo member)
    {
        if (member is MethodInfo { ReturnType: { IsGenericType: true } type } && (type.GetGenericTypeDefinition() == typeof(IDataLoaderResult<>) || type.GetGenericTypeDefinition() == typeof(Task<>)))
            field.WithMetadata(Loads, true);
    }

    public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema) => Mark(field, type, schema);

    public override void VisitInterfaceFieldDefinition(FieldType field, IInterfaceGraphType type, ISchema schema) => Mark(field, type, schema);

    static void Mark(FieldType field, IComplexGraphType type, ISchema schema)
    {
        if (type.IsIntrospectionType()) return;
        if (WeightOf(field, type, schema) is { } weight) CostDirective.On(field, weight);
        if (ListSizeDirective.Of(field) is null && SizeOf(field, type) is { } size) ListSizeDirective.On(field, size);
        if (field.Arguments?.Find("where") is { } filter) CostDirective.On(filter, Filter);
    }

    static int? WeightOf(FieldType field, IComplexGraphType type, ISchema schema)
    {
        if (type == schema.Mutation) return Change;
        if (type == schema.Subscription) return Watch;
        if (type == schema.Query && Ranked.Contains(field.Name)) return Rank;
        return field.GetMetadata(Loads, false) && field.ResolvedType!.GetNamedType() is ScalarGraphType ? 1 : null;
    }

    static ListSize? SizeOf(FieldType field, IComplexGraphType type)
    {
        string[] slices = [.. Slices.Where(name => field.Arguments?.Find(name) is not null)];
        if (IsConnection(field.ResolvedType!.GetNamedType()))
            return new ListSize { Assumed = PageRequest.Most, SlicingArguments = slices, Default = PageRequest.Usual, SizedFields = Items };
        if (!field.ResolvedType!.IsListOfObjects() || (IsConnection(type) && Items.Contains(field.Name))) return null;
        if (field.Name == "errors") return new ListSize { Assumed = 1 };
        return slices.Length > 0 ? new ListSize { SlicingArguments = slices, Default = slices.Max(name => field.Arguments!.Find(name)!.DefaultValue as int?) } : new ListSize { Assumed = ListSize.Usual };
    }

    static bool IsConnection(IGraphType type) => type is IObjectGraphType && type.Name.EndsWith("Connection", StringComparison.Ordinal);
}

static class CostTypes
{
    public static bool IsIntrospectionType(this IGraphType type) => type.Name.StartsWith("__", StringComparison.Ordinal);

    /// <summary>Whether it is a list, and of objects: one of scalars comes with its parent.</summary>
    public static bool IsListOfObjects(this IGraphType type) => type.GetNamedType() is not ScalarGraphType && type.IsList();

    static bool IsList(this IGraphType type) => type is ListGraphType || (type is NonNullGraphType { ResolvedType: { } inner } && inner.IsList());
}
