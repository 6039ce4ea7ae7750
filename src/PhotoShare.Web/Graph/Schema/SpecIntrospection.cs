using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;

namespace PhotoShare.Web;

/// <summary>What tools may ask of a schema by the specification (October 2021) and GraphQL.NET leaves out.</summary>
sealed class SpecIntrospection : BaseSchemaNodeVisitor
{
    public override void VisitSchema(ISchema schema)
    {
        Add(schema, "__Type", "specifiedByURL", "Where the form of a scalar is specified.", type => SpecifiedByDirective.UrlOf((IGraphType)type));
        Add(schema, "__Schema", "description", "What the schema is.", described => ((ISchema)described).Description);
        if (schema.AllTypes["__Directive"] is IObjectGraphType directive && directive.GetField("args") is { } args)
            args.Arguments = new QueryArguments(new QueryArgument(new BooleanGraphType()) { Name = "includeDeprecated", DefaultValue = false });
        Describe(schema, "String", "A text of Unicode characters.");
        Describe(schema, "Int", "A whole number of 32 bits.");
        Describe(schema, "Float", "A number, to the precision of 64 bits (IEEE 754).");
        Describe(schema, "Boolean", "Yes (true) or no (false).");
    }

    static void Describe(ISchema schema, string scalar, string description)
    {
        if (schema.AllTypes[scalar] is { } type) type.Description ??= description;
    }

    static void Add(ISchema schema, string type, string name, string description, Func<object, string?> value)
    {
        if (schema.AllTypes[type] is IObjectGraphType introspected && !introspected.HasField(name))
            introspected.AddField(new FieldType
            {
                Name = name,
                Description = description,
                ResolvedType = new StringGraphType(),
                Resolver = new FuncFieldResolver<string>(field => value(field.Source!)),
            });
    }
}
