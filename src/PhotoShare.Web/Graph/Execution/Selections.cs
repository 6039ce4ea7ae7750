using GraphQL.Types;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>
/// What is asked of an object, of each selection and type once for an operation. Not for longer: what <c>@skip</c> and <c>@include</c> leave of a selection, and the
/// arguments of fields that it names twice, are the operation's.
/// </summary>
sealed class Selections
{
    // Few, and read from several threads: a list that only grows at its head needs no lock, and what is lost when two add at once is collected once more.
    Known? newest;

    public SelectedField[]? Find(GraphQLSelectionSet set, IGraphType type)
    {
        for (var known = Volatile.Read(ref newest); known is not null; known = known.Older)
            if (known.Set == set && ReferenceEquals(known.Type, type)) return known.Fields;
        return null;
    }

    public SelectedField[] Add(GraphQLSelectionSet set, IGraphType type, Dictionary<string, (GraphQLField Field, FieldType Type)> fields)
    {
        var selected = new SelectedField[fields.Count];
        var i = 0;
        foreach (var (field, definition) in fields.Values) selected[i++] = new(field, definition);
        Volatile.Write(ref newest, new(set, type, selected, newest));
        return selected;
    }

    sealed record Known(GraphQLSelectionSet Set, IGraphType Type, SelectedField[] Fields, Known? Older);
}

/// <summary>A field that is asked for, and what the schema says of it.</summary>
readonly record struct SelectedField(GraphQLField Field, FieldType Type);
