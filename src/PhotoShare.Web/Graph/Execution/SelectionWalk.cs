using GraphQL;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>
/// Walks an operation as it would be executed: fragments spread out where they stand, every field with its definition.
/// A document that names what does not exist is walked as far as it makes sense; other rules report it.
/// </summary>
abstract class SelectionWalk(ISchema schema, GraphQLDocument document)
{
    readonly HashSet<ROM> open = [];

    protected ISchema Schema => schema;

    public void Walk(GraphQLOperationDefinition operation)
    {
        Enter(operation);
        IGraphType? root = operation.Operation switch
        {
            OperationType.Mutation => schema.Mutation,
            OperationType.Subscription => schema.Subscription,
            _ => schema.Query,
        };
        if (root is not null) Selections(operation.SelectionSet, root);
    }

    /// <summary>A field, before its children; <paramref name="definition"/> is <c>null</c> for one that its type does not have. Call <paramref name="children"/> to go on.</summary>
    protected abstract void Field(GraphQLField field, IGraphType parent, FieldType? definition, Action children);

    /// <summary>A type condition, of a named fragment where it is spread or of an inline one.</summary>
    protected virtual void Condition(ASTNode node, IGraphType type) { }

    /// <summary>Every operation, fragment and selection as it is walked, before anything else of it.</summary>
    protected virtual void Enter(IHasDirectivesNode node) { }

    void Selections(GraphQLSelectionSet? set, IGraphType parent)
    {
        if (set is null) return;
        foreach (var selection in set.Selections)
        {
            if (selection is IHasDirectivesNode node) Enter(node);
            switch (selection)
            {
                case GraphQLField field:
                    var definition = DefinitionOf(parent, field);
                    var type = definition?.ResolvedType?.GetNamedType();
                    Field(field, parent, definition, () => { if (type is not null) Selections(field.SelectionSet, type); });
                    break;
                case GraphQLInlineFragment inline:
                    Fragment(inline, inline.TypeCondition, inline.SelectionSet, parent);
                    break;
                case GraphQLFragmentSpread spread:
                    Spread(spread, parent);
                    break;
            }
        }
    }

    void Spread(GraphQLFragmentSpread spread, IGraphType parent)
    {
        var name = spread.FragmentName.Name.Value;
        // A fragment within itself is another rule's error; here it must only not be endless.
        if (document.FindFragmentDefinition(name) is not { } fragment || !open.Add(name)) return;
        Enter(fragment);
        Fragment(spread, fragment.TypeCondition, fragment.SelectionSet, parent);
        open.Remove(name);
    }

    void Fragment(ASTNode node, GraphQLTypeCondition? condition, GraphQLSelectionSet set, IGraphType parent)
    {
        var type = condition is null ? parent : schema.AllTypes[condition.Type.Name.Value];
        if (type is null) return;
        if (condition is not null) Condition(node, type);
        Selections(set, type);
    }

    FieldType? DefinitionOf(IGraphType parent, GraphQLField field)
    {
        var name = field.Name.Value;
        if (name == schema.TypeNameMetaFieldType.Name) return schema.TypeNameMetaFieldType;
        if (parent == schema.Query && name == schema.SchemaMetaFieldType.Name) return schema.SchemaMetaFieldType;
        if (parent == schema.Query && name == schema.TypeMetaFieldType.Name) return schema.TypeMetaFieldType;
        return (parent as IComplexGraphType)?.GetField(name);
    }
}
