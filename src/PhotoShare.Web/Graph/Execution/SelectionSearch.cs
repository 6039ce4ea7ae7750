using GraphQL.Types;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>Walks an operation and gives the places that were found, each once however often it is spread.</summary>
abstract class SelectionSearch(ISchema schema, GraphQLDocument document) : SelectionWalk(schema, document)
{
    readonly HashSet<ASTNode> found = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<ASTNode> In(GraphQLOperationDefinition operation)
    {
        Walk(operation);
        return [.. found];
    }

    protected void Found(ASTNode node) => found.Add(node);
}
