using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PhotoShare.Tests;

/// <summary>Templates for people: functions of CloudFormation as the text that they give, as far as that is known before a deployment.</summary>
static partial class CloudText
{
    public static string Of(JsonNode? node) => node switch
    {
        null => "",
        JsonArray list => string.Join(" ", list.Select(Of)),
        JsonObject o when o.Count == 1 => Of(o.Single().Key, o.Single().Value, o),
        JsonObject o => string.Join(" ", o.Select(part => $"{part.Key}={Of(part.Value)}")),
        _ => node.ToString(),
    };

    static string Of(string function, JsonNode? value, JsonObject whole) => function switch
    {
        "Ref" => $"<{Plain(value!.ToString())}>",
        "Fn::GetAtt" => $"<{Plain(value![0]!.ToString())}.{value[1]}>",
        "Fn::ImportValue" => $"<{Plain(Imported().Replace(value!.ToString(), ""))}>",
        "Fn::Base64" => Of(value),
        "Fn::Join" => string.Join(value![0]!.ToString(), value[1]!.AsArray().Select(Of)),
        "Fn::Select" => $"<{value![0]} of {Of(value[1])}>",
        "Fn::Split" => $"{Of(value![1])} by {value[0]}",
        _ => $"{function}={Of(value)}",
    };

    /// <summary>Without the digits that the CDK makes names unique by.</summary>
    static string Plain(string id) => Digits().Replace(id, "");

    [GeneratedRegex("(?<=[A-Za-z])([0-9A-F]{8}){1,2}(?![0-9a-f])")] private static partial Regex Digits();
    [GeneratedRegex("^[a-z-]+:ExportsOutput(Ref|FnGetAtt)")] private static partial Regex Imported();
}
