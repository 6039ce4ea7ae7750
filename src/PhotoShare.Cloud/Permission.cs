using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>What somebody may do, to what. A resource with a wildcard needs a reason, which goes into the template beside the policy.</summary>
/// <param name="Sid">Says it in a few words; unique in its policy.</param>
public sealed record Permission(string Sid, string[] Actions, string[] Resources)
{
    /// <summary>Why a resource is not named in full; <c>null</c> where each is.</summary>
    public string? Because { get; init; }

    /// <summary>Operators, names and values of conditions, as IAM has them.</summary>
    public Dictionary<string, object>? Conditions { get; init; }

    /// <summary>Takes away, and from everything but <see cref="Actions"/>.</summary>
    public bool DeniesAllElse { get; init; }

    /// <summary>Takes away.</summary>
    public bool Denies { get; init; }

    public bool HasWildcard => Resources.Any(resource => resource.Contains('*', StringComparison.Ordinal));

    internal PolicyStatement Statement()
    {
        if (HasWildcard && string.IsNullOrWhiteSpace(Because)) throw new InvalidOperationException($"{Sid} names {string.Join(", ", Resources)}: say why it is not narrower.");
        return new PolicyStatement(new PolicyStatementProps
        {
            Sid = Sid,
            Effect = Denies || DeniesAllElse ? Effect.DENY : Effect.ALLOW,
            Actions = DeniesAllElse ? null : Actions,
            NotActions = DeniesAllElse ? Actions : null,
            Resources = Resources,
            Conditions = Conditions,
        });
    }
}

/// <summary>A policy made of <see cref="Permission"/>s, for one role or group.</summary>
static class Permissions
{
    /// <summary>Under this name the metadata of a policy has the reasons of its wildcards, by the Sid of the statement.</summary>
    public const string Reasons = "PhotoShare::Wildcards";

    public static Policy Allow(this IIdentity to, Construct scope, string id, params IEnumerable<Permission> permissions)
    {
        var all = permissions.ToList();
        var policy = new Policy(scope, id, new PolicyProps { Statements = [.. all.Select(permission => permission.Statement())] });
        policy.AttachTo(to);
        var wide = all.Where(permission => permission.HasWildcard).ToList();
        if (wide.Count > 0)
        {
            var made = (CfnResource)policy.Node.DefaultChild!;
            made.AddMetadata(Reasons, wide.ToDictionary(permission => permission.Sid, permission => (object)permission.Because!));
            made.Accept("AwsSolutions-IAM5", string.Join(" ", wide.Select(permission => $"{permission.Sid}: {permission.Because}")));
        }
        return policy;
    }

    static void AttachTo(this Policy policy, IIdentity identity)
    {
        switch (identity)
        {
            case IGroup group: policy.AttachToGroup(group); break;
            case IRole role: policy.AttachToRole(role); break;
            default: throw new ArgumentException($"A policy goes to a role or a group, not to {identity}.", nameof(identity));
        }
    }
}
