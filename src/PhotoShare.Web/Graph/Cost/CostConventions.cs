using System.Reflection;
using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Types;
using GraphQL.Utilities;

namespace PhotoShare.Web;

/// <summary>What a field weighs where that is not what <see cref="CostConventions"/> gives it: one that makes the database work hard.</summary>
/// <param name="weight">Points, 0 or more.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class CostAttribute(int weight) : GraphQLAttribute
{
    public override void Modify(FieldType fieldType, bool isInputType) => CostDirective.On(fieldType, weight);
}

/// <summary>How many items a list has, for its cost, where that is not the usual <see cref="ListSize.Usual"/>.</summary>
/// <param name="items">A typical number, 1 or more.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ListSizeAttribute(int items) : GraphQLAttribute
{
    public override void Modify(FieldType fieldType, bool isInputType) => ListSizeDirective.On(fieldType, new ListSize { Assumed = items });
}

/// <summary>Writes @cost and @listSize on every field of the schema that does not say for itself.</summary>
sealed class CostConventions : BaseSchemaNodeVisitor
{
    const string Loads = "loads";
    const int Change = 10, Watch = 10, Filter = 5;
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
        if (CostDirective.WeightOf(field) is null && WeightOf(field, type, schema) is { } weight) CostDirective.On(field, weight);
        if (ListSizeDirective.Of(field) is null && SizeOf(field, type) is { } size) ListSizeDirective.On(field, size);
        if (field.Arguments?.Find("where") is { } filter && CostDirective.WeightOf(filter) is null) CostDirective.On(filter, Filter);
    }

    static int? WeightOf(FieldType field, IComplexGraphType type, ISchema schema)
    {
        if (type == schema.Mutation) return Change;
        if (type == schema.Subscription) return Watch;
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
