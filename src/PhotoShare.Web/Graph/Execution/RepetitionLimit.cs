using GraphQL;
using GraphQLParser;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>
/// Refuses a document that asks for the same again and again: the rule that sees whether such fields agree compares each with each.
/// It looks at names alone, and so also below a field that does not exist and into a fragment that nobody spreads, where that rule looks too.
/// </summary>
sealed class RepetitionLimit(GraphQLDocument document, GraphLimits limits)
{
    readonly HashSet<ROM> spread = [];
    readonly HashSet<ROM> open = [];
    int selections, repetitions;

    public void Check()
    {
        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
        {
            (selections, repetitions) = (0, 0);
            Walk(operation.SelectionSet, new Merged());
        }
        // All of them together, since nobody needs one.
        (selections, repetitions) = (0, 0);
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>())
            if (!spread.Contains(fragment.FragmentName.Name.Value)) Walk(fragment.SelectionSet, new Merged());
    }

    void Walk(GraphQLSelectionSet? set, Merged into)
    {
        foreach (var selection in set?.Selections ?? [])
        {
            if (++selections > limits.Selections) throw Over("SELECTIONS", $"An operation has at most {limits.Selections} selections, fragments spread out.");
            switch (selection)
            {
                case GraphQLField field:
                    Walk(field.SelectionSet, Take(field, into));
                    break;
                case GraphQLInlineFragment inline:
                    Walk(inline.SelectionSet, into);
                    break;
                case GraphQLFragmentSpread { FragmentName.Name.Value: var name } when document.FindFragmentDefinition(name) is { } fragment && open.Add(name):
                    spread.Add(name);
                    Walk(fragment.SelectionSet, into);
                    open.Remove(name);
                    break;
            }
        }
    }

    Merged Take(GraphQLField field, Merged into)
    {
        var key = (field.Alias?.Name ?? field.Name).Value;
        if (!into.Fields.TryGetValue(key, out var there)) return into.Fields[key] = new Merged();
        if (++repetitions > limits.Repetitions) throw Over("REPETITIONS", $"An operation repeats at most {limits.Repetitions} fields.");
        return there;
    }

    static ExecutionError Over(string what, string sentence) => new(sentence) { Code = $"LIMIT_{what}" };

    /// <summary>The fields of one place of the answer, by the names that they have there.</summary>
    sealed class Merged
    {
        public readonly Dictionary<ROM, Merged> Fields = [];
    }
}
