using System.Collections.Concurrent;
using System.Reflection;
using System.Xml.Linq;

namespace PhotoShare.Web;

/// <summary>
/// What documentation comments say of the classes of the graph, from the file that the compiler writes beside an assembly. Read once into a
/// table: GraphQL.NET's own reader looks through the whole file for each of some thousand members.
/// </summary>
static class Documentation
{
    static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> Files = new();

    /// <summary>The summary of a type, a property, a method or a value; <c>null</c> without one.</summary>
    public static string? Of(MemberInfo member) => Text(Entry(member)?.Element("summary"));

    /// <summary>What is said of a method's parameter; <c>null</c> if nothing is.</summary>
    public static string? Of(ParameterInfo parameter) =>
        Text(Entry(parameter.Member)?.Elements("param").FirstOrDefault(param => (string?)param.Attribute("name") == parameter.Name));

    static string? Text(XElement? element) => element?.Value.Trim() is { Length: > 0 } text ? text : null;

    static XElement? Entry(MemberInfo member) => Files.GetOrAdd(member.Module.Assembly, Read).GetValueOrDefault(NameOf(member));

    /// <summary>Its ID string (https://learn.microsoft.com/dotnet/csharp/language-reference/xmldoc/#id-strings), of a method without parameters: the graph's have one form each.</summary>
    static string NameOf(MemberInfo member) => member switch
    {
        Type type => $"T:{NameOf(type)}",
        MethodInfo => $"M:{NameOf(member.DeclaringType!)}.{member.Name}",
        PropertyInfo => $"P:{NameOf(member.DeclaringType!)}.{member.Name}",
        _ => $"F:{NameOf(member.DeclaringType!)}.{member.Name}",
    };

    static string NameOf(Type type) => (type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    static Dictionary<string, XElement> Read(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        var entries = new Dictionary<string, XElement>();
        if (!File.Exists(file)) return entries;
        foreach (var entry in XDocument.Load(file).Descendants("member"))
            if ((string?)entry.Attribute("name") is { } name) entries.TryAdd(name.Split('(', '~')[0], entry);
        return entries;
    }
}
