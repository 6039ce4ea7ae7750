using GraphQL;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>
/// Makes the <see cref="CostPlan"/> of an operation that is valid. Fields are merged as the execution merges them, so that one
/// that several fragments ask for costs once; what has @skip or @include stands for itself.
/// </summary>
sealed class CostPlanner(ISchema schema, GraphQLDocument document)
{
    /// <summary>Points of <c>__schema</c> or <c>__type</c>, whatever is asked of it: it takes no look into the database.</summary>
    const int Introspection = 10;

    readonly List<CostStep> steps = [];
    readonly Dictionary<string, int> known = new(StringComparer.Ordinal);

    public CostPlan Plan(GraphQLOperationDefinition operation)
    {
        IGraphType root = operation.Operation switch
        {
            OperationType.Mutation => schema.Mutation!,
            OperationType.Subscription => schema.Subscription!,
            _ => schema.Query,
        };
        Step(root, [operation.SelectionSet], []);
        return new CostPlan(steps);
    }

    /// <summary>The step of what is selected of a type in several places: sets of selections, or single fields.</summary>
    int Step(IGraphType type, IReadOnlyList<ASTNode> places, IReadOnlyList<string> sized)
    {
        // A place in the document names what stands there.
        var key = $"{type.Name}|{string.Join(',', sized)}|{string.Join(',', places.Select(place => place.Location.Start))}";
        if (known.TryGetValue(key, out var made)) return made;
        CostStep step = type is IAbstractGraphType types
            ? new DearestStep([.. types.PossibleTypes.Select(possible => Step(possible, places, sized)).Distinct()])
            : ObjectOf((IObjectGraphType)type, places, sized);
        steps.Add(step);
        return known[key] = steps.Count - 1;
    }

    ObjectStep ObjectOf(IObjectGraphType type, IReadOnlyList<ASTNode> places, IReadOnlyList<string> sized)
    {
        var selected = new Selected(schema, document, type);
        foreach (var place in places) selected.Add(place);
        return new ObjectStep(
            [.. selected.Fields.Select(same => Field(type, same, sized)).OfType<FieldCost>()],
            [.. selected.Conditional.Select(part => (part.Node, Step(type, [part.Place], sized)))]);
    }

    FieldCost? Field(IObjectGraphType parent, List<GraphQLField> same, IReadOnlyList<string> sized)
    {
        var node = same[0];
        var name = node.Name.StringValue;
        if (parent == schema.Query && IntrospectionField(name) is { } asks) return new FieldCost(node, asks, Introspection, [], null, null, false);
        if (parent.GetField(name) is not { } field) return null;
        var size = ListSizeDirective.Of(field);
        var type = field.ResolvedType!.GetNamedType();
        List<ASTNode> places = [.. same.Select(f => f.SelectionSet).OfType<GraphQLSelectionSet>()];
        return new FieldCost(
            node,
            field,
            CostDirective.WeightOf(field) ?? (type is ScalarGraphType ? 0 : 1),
            [.. from argument in field.Arguments ?? [] let weight = CostDirective.WeightOf(argument) where weight is not null select (argument.Name, weight.Value)],
            size,
            places.Count == 0 ? null : Step(type, places, size?.SizedFields ?? []),
            sized.Contains(name));
    }

    FieldType? IntrospectionField(string name) =>
        name == schema.SchemaMetaFieldType.Name ? schema.SchemaMetaFieldType : name == schema.TypeMetaFieldType.Name ? schema.TypeMetaFieldType : null;

    /// <summary>What is selected of an object, as CollectFields of the specification has it.</summary>
    sealed class Selected(ISchema schema, GraphQLDocument document, IObjectGraphType type)
    {
        readonly Dictionary<string, List<GraphQLField>> fields = new(StringComparer.Ordinal);
        readonly HashSet<string> spread = new(StringComparer.Ordinal);

        /// <summary>The places of each field of the answer.</summary>
        public IEnumerable<List<GraphQLField>> Fields => fields.Values;

        /// <summary>What has a condition, and the selections under it.</summary>
        public List<(ASTNode Node, ASTNode Place)> Conditional { get; } = [];

        public void Add(ASTNode place)
        {
            if (place is GraphQLField field) Add(field);
            else if (place is GraphQLSelectionSet set)
                foreach (var selection in set.Selections) Select(selection);
        }

        void Select(ASTNode selection)
        {
            if (selection is GraphQLField field) When(field, field);
            else if (selection is GraphQLInlineFragment inline && Applies(inline.TypeCondition)) When(inline, inline.SelectionSet);
            else if (selection is GraphQLFragmentSpread named && document.FindFragmentDefinition(named.FragmentName.Name.Value) is { } fragment && Applies(fragment.TypeCondition))
            {
                if (IsConditional(named) || spread.Add(named.FragmentName.Name.StringValue)) When(named, fragment.SelectionSet);
            }
        }

        void When(ASTNode node, ASTNode place)
        {
            if (IsConditional(node)) Conditional.Add((node, place));
            else Add(place);
        }

        void Add(GraphQLField field)
        {
            var key = (field.Alias?.Name ?? field.Name).StringValue;
            if (fields.TryGetValue(key, out var same)) same.Add(field);
            else fields[key] = [field];
        }

        static bool IsConditional(ASTNode node) =>
            ((IHasDirectivesNode)node).Directives?.Items.Any(directive => directive.Name.Value == "skip" || directive.Name.Value == "include") == true;

        bool Applies(GraphQLTypeCondition? condition) =>
            condition is null || condition.Type.Name.Value == type.Name || (schema.AllTypes[condition.Type.Name.Value] is IAbstractGraphType types && types.PossibleTypes.Contains(type));
    }
}
