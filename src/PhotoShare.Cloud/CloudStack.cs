using Amazon.CDK;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>What all stacks have in common. None names an account or a region: both come with the deployment.</summary>
public abstract class CloudStack : Stack
{
    protected CloudStack(Construct app, CloudParameters parameters, string id, string description, bool keep = false)
        : base(app, id, new StackProps
        {
            StackName = $"{parameters.Name}-{id.ToLowerInvariant()}",
            Description = description,
            // A stack that holds what can't be made again is not deleted by one command.
            TerminationProtection = keep,
        })
    {
        Amazon.CDK.Tags.Of(this).Add(Names.Tag, parameters.Name);
        if (parameters.Missing.Count > 0) RefuseDeployment(parameters.Missing);
    }

    /// <summary>
    /// A template that lacks something can be looked at and tested, and CloudFormation refuses it with a sentence before it makes anything.
    /// A <see cref="CfnRule"/> compares parameters only, hence the parameter.
    /// </summary>
    void RefuseDeployment(IReadOnlyList<string> missing)
    {
        var sentence = $"Before this can be deployed it needs {string.Join("; ", missing)}.";
        Annotations.Of(this).AddWarningV2("photoshare:missing", sentence);
        var parameter = new CfnParameter(this, "Missing", new CfnParameterProps { Type = "String", Default = string.Join("; ", missing), Description = "Leave it as it is." });
        _ = new CfnRule(this, "Complete", new CfnRuleProps
        {
            Assertions = [new CfnRuleAssertion { Assert = Fn.ConditionEquals(parameter.ValueAsString, ""), AssertDescription = sentence }],
        });
    }
}
