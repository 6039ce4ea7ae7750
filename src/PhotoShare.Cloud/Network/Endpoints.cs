using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>Ways to AWS's services that do not lead through the Internet. Servers take those of the interface kind, too, by the same names.</summary>
sealed class Endpoints : Construct
{
    static readonly (string Id, InterfaceVpcEndpointAwsService Service)[] Interfaces =
    [
        ("Kms", InterfaceVpcEndpointAwsService.KMS),
        ("Sqs", InterfaceVpcEndpointAwsService.SQS),
        ("SecretsManager", InterfaceVpcEndpointAwsService.SECRETS_MANAGER),
        ("Ssm", InterfaceVpcEndpointAwsService.SSM),
        ("Logs", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS),
    ];

    public Endpoints(Construct scope, Vpc vpc, SubnetSelection subnets, ISecurityGroup group, Names names) : base(scope, "Endpoints")
    {
        var s3 = vpc.AddGatewayEndpoint("S3", new GatewayVpcEndpointOptions { Service = GatewayVpcEndpointAwsService.S3, Subnets = [subnets] });
        s3.AddToPolicy(Only("OurPhotos", ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
            [.. from bucket in (string[])[names.OriginalsBucket, names.RenditionsBucket] from objects in (string[])["", "/*"] select Names.BucketArn(bucket, objects)]));

        foreach (var (id, service) in Interfaces)
            new InterfaceVpcEndpoint(this, id, new InterfaceVpcEndpointProps
            {
                Vpc = vpc,
                Service = service,
                Subnets = subnets,
                SecurityGroups = [group],
                PrivateDnsEnabled = true,
                // Ours alone may be opened; the CDK would let in the whole VPC.
                Open = false,
            }).AddToPolicy(Only("OurAccount", ["*"], ["*"]));
    }

    /// <summary>Nobody carries data out to an account of their own.</summary>
    static PolicyStatement Only(string sid, string[] actions, string[] resources) => new(new PolicyStatementProps
    {
        Sid = sid,
        Principals = [new AnyPrincipal()],
        Actions = actions,
        Resources = resources,
        Conditions = new Dictionary<string, object> { ["StringEquals"] = new Dictionary<string, object> { ["aws:PrincipalAccount"] = Aws.ACCOUNT_ID } },
    });
}
