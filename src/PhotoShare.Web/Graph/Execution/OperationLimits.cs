using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>
/// Refuses an operation that is deeper, wider or more repetitive than <see cref="GraphLimits"/> allows. It throws before the
/// other rules look at the document, some of which take quadratic time. What it checks depends on the document alone,
/// in which it checks every operation; so a cached document needs no second look.
/// </summary>
public sealed class OperationLimits(GraphLimits limits) : ValidationRuleBase
{
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        var walk = new Walker(context.Schema, context.Document, limits);
        foreach (var operation in context.Document.Definitions.OfType<GraphQLOperationDefinition>()) walk.Start(operation);
        new RepetitionLimit(context.Document, limits).Check();
        return default;
    }

    sealed class Walker(ISchema schema, GraphQLDocument document, GraphLimits limits) : SelectionWalk(schema, document)
    {
        /// <summary>As graphql-js has it: lists of types within lists of types grow exponentially, and tools need no more.</summary>
        const int IntrospectionLists = 3;

        readonly HashSet<ASTNode> aliased = new(ReferenceEqualityComparer.Instance);
        readonly HashSet<ASTNode> directives = new(ReferenceEqualityComparer.Instance);
        readonly Dictionary<string, HashSet<string>> roots = [];
        readonly Dictionary<(IGraphType, FieldType), int> path = [];
        int selections, depth, introspectionLists;
        bool introspecting;

        public void Start(GraphQLOperationDefinition operation)
        {
            (selections, depth) = (0, 0);
            roots.Clear();
            Walk(operation);
        }

        protected override void Enter(IHasDirectivesNode node)
        {
            if (++selections > limits.Selections) throw Over("SELECTIONS", $"An operation has at most {limits.Selections} selections, fragments spread out.");
            foreach (var directive in node.Directives?.Items ?? [])
            {
                if (directives.Add(directive) && directives.Count > limits.Directives)
                    throw Over("DIRECTIVES", $"A document has at most {limits.Directives} directives.");
            }
        }

        protected override void Field(GraphQLField field, IGraphType parent, FieldType? definition, Action children)
        {
            if (field.Alias is not null && aliased.Add(field) && aliased.Count > limits.Aliases)
                throw Over("ALIASES", $"A document has at most {limits.Aliases} aliases.");
            if (depth == 0) Root(field);
            if (definition is null) return;

            var enters = !introspecting && (definition == Schema.SchemaMetaFieldType || definition == Schema.TypeMetaFieldType);
            if (introspecting) Introspect(definition, children);
            else Descend(parent, definition, enters, children);
        }

        void Root(GraphQLField field)
        {
            var keys = roots.TryGetValue(field.Name.StringValue, out var known) ? known : roots[field.Name.StringValue] = [];
            keys.Add(field.Alias?.Name.StringValue ?? field.Name.StringValue);
            if (keys.Count > limits.SameRootField)
                throw Over("ROOT_FIELDS", $"An operation asks for the same root field at most {limits.SameRootField} times.");
        }

        void Descend(IGraphType parent, FieldType definition, bool enters, Action children)
        {
            if (depth == limits.Depth) throw Over("DEPTH", $"An operation is at most {limits.Depth} fields deep.");
            var key = (parent, definition);
            var times = path.GetValueOrDefault(key) + 1;
            if (times > limits.FieldCycle) throw Over("FIELD_CYCLE", $"A field lies within itself at most {limits.FieldCycle} times.");
            path[key] = times;
            depth++;
            introspecting = enters;
            children();
            introspecting = false;
            depth--;
            path[key] = times - 1;
        }

        void Introspect(FieldType definition, Action children)
        {
            var list = definition.Name is "fields" or "interfaces" or "possibleTypes" or "inputFields";
            if (list && ++introspectionLists > IntrospectionLists)
                throw Over("INTROSPECTION_DEPTH", $"Introspection follows lists of fields and types at most {IntrospectionLists} deep.");
            children();
            if (list) introspectionLists--;
        }

        static ExecutionError Over(string what, string sentence) => new(sentence) { Code = $"LIMIT_{what}" };
    }
}
