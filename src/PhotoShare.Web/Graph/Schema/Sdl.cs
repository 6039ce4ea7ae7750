using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;

namespace PhotoShare.Web;

/// <summary>The schema in the schema definition language, always in the same order.</summary>
public static class Sdl
{
    public static string Print(ISchema schema)
    {
        schema.Initialize();
        return schema.Print(new PrintOptions { StringComparison = StringComparison.OrdinalIgnoreCase, IncludeFederationTypes = false }).ReplaceLineEndings("\n");
    }
}
