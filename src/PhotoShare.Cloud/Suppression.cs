using Amazon.CDK;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>Rules of cdk-nag that something breaks for a reason. It stands in the template, where cdk-nag and the reader find it.</summary>
static class Suppression
{
    const string Metadata = "cdk_nag";

    public static T Accept<T>(this T resource, string rule, string reason) where T : CfnResource
    {
        var rules = new List<object>();
        if (resource.GetMetadata(Metadata) is IDictionary<string, object> before && before["rules_to_suppress"] is IEnumerable<object> earlier) rules.AddRange(earlier);
        rules.Add(new Dictionary<string, object> { ["id"] = rule, ["reason"] = reason });
        resource.AddMetadata(Metadata, new Dictionary<string, object> { ["rules_to_suppress"] = rules.ToArray() });
        return resource;
    }

    /// <summary>The same for what a construct of a higher level makes.</summary>
    public static void AcceptOf(this IConstruct construct, string rule, string reason) => ((CfnResource)construct.Node.DefaultChild!).Accept(rule, reason);
}
