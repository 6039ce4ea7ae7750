using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>An operation without its variables: one that has no default counts as the most that it can be.</summary>
sealed class DearestInputs(GraphQLOperationDefinition operation) : ICostInputs
{
    public int? Slice(FieldCost field, string argument) => Value(field, argument) switch
    {
        GraphQLIntValue number => int.TryParse(number.Value.Span, out var count) ? count : int.MaxValue,
        GraphQLListValue list => list.Values?.Count ?? 0,
        GraphQLVariable => int.MaxValue,
        null => field.Definition.Arguments?.Find(argument)?.DefaultValue as int?,
        _ => null,
    };

    public bool IsGiven(FieldCost field, string argument) => Value(field, argument) is not (null or GraphQLNullValue);

    public bool Includes(ASTNode node) => ((IHasDirectivesNode)node).Directives?.Items.Any(IsNever) != true;

    GraphQLValue? Value(FieldCost field, string argument)
    {
        var given = field.Node.Arguments?.FirstOrDefault(a => a.Name.Value == argument)?.Value;
        return given is GraphQLVariable variable && operation.Variables?.FirstOrDefault(v => v.Variable.Name.Value == variable.Name.Value)?.DefaultValue is { } usual ? usual : given;
    }

    static bool IsNever(GraphQLDirective directive) =>
        directive.Arguments?.FirstOrDefault(argument => argument.Name.Value == "if")?.Value is GraphQLBooleanValue { BoolValue: var value } &&
        (directive.Name.Value == "skip" ? value : directive.Name.Value == "include" && !value);
}
