using System.Reflection;
using GraphQL;
using GraphQL.Types;

namespace PhotoShare.Web;

/// <summary>What the classes of the graph need not say one by one.</summary>
sealed class GraphConventions : GraphQLAttribute
{
    /// <summary><c>PostNode</c> is the type Post, <c>ILikeable</c> the interface Likeable.</summary>
    public override void Modify(IGraphType graphType, Type sourceType)
    {
        if (sourceType.IsInterface && graphType.Name.StartsWith('I')) graphType.Name = graphType.Name[1..];
        else if (graphType.Name.EndsWith("Node", StringComparison.Ordinal) && graphType.Name.Length > 4) graphType.Name = graphType.Name[..^4];
        graphType.Description ??= Documentation.Of(sourceType);
    }

    public override void Modify(FieldType fieldType, bool isInputType, IGraphType graphType, MemberInfo memberInfo, ref bool ignore)
    {
        fieldType.Description ??= Documentation.Of(memberInfo);
        CostConventions.Note(fieldType, memberInfo);
    }

    /// <summary>The arguments of a connection mean the same everywhere, and are held to their range with the other arguments, on cached documents too.</summary>
    public override void Modify(QueryArgument queryArgument, ParameterInfo parameterInfo)
    {
        queryArgument.Description ??= Documentation.Of(parameterInfo) ?? queryArgument.Name switch
        {
            "first" => $"How many from the beginning, 1 to {PageRequest.Most}; {PageRequest.Usual} if neither this nor last is given.",
            "after" => "Only what comes after this cursor.",
            "last" => $"How many from the end, 1 to {PageRequest.Most}.",
            "before" => "Only what comes before this cursor.",
            "input" => "What to do.",
            "id" => "The node's id.",
            "postId" => "The post's id.",
            "photoId" => "The photo's id.",
            _ => null,
        };
        if (queryArgument.Name is "first" or "last") queryArgument.Validate(count => PageRequest.Check((int?)count));
    }
}
