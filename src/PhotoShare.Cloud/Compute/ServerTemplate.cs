using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>What a server is started from: Amazon Linux 2023 as it is on the day of the deployment, an encrypted volume, no key to log in with.</summary>
static class ServerTemplate
{
    const int VolumeGigabytes = 20;

    public static CfnLaunchTemplate In(Construct scope, CloudParameters parameters, Names names, SecurityStack security, NetworkStack network, IInstanceProfile profile, string script)
    {
        var system = new CfnParameter(Stack.Of(scope), "System", new CfnParameterProps
        {
            Type = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
            Default = $"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-{ServerArchitecture.Of(parameters.InstanceType).Ami}",
            Description = "The newest Amazon Linux 2023 when it is deployed",
        });
        return new CfnLaunchTemplate(scope, "Template", new CfnLaunchTemplateProps
        {
            LaunchTemplateName = names.Servers,
            LaunchTemplateData = new CfnLaunchTemplate.LaunchTemplateDataProperty
            {
                ImageId = system.ValueAsString,
                InstanceType = parameters.InstanceType,
                IamInstanceProfile = new CfnLaunchTemplate.IamInstanceProfileProperty { Arn = profile.InstanceProfileArn },
                UserData = Fn.Base64(script),
                Monitoring = new CfnLaunchTemplate.MonitoringProperty { Enabled = true },
                MetadataOptions = new CfnLaunchTemplate.MetadataOptionsProperty
                {
                    HttpTokens = "required",
                    HttpEndpoint = "enabled",
                    // One more than an instance needs: the container asks for its role's credentials from behind Docker's bridge.
                    HttpPutResponseHopLimit = 2,
                },
                NetworkInterfaces = new object[]
                {
                    // An address to go out by, since there is no NAT. Nothing may come in by it but from the load balancer.
                    new CfnLaunchTemplate.NetworkInterfaceProperty { DeviceIndex = 0, AssociatePublicIpAddress = true, Groups = [network.Groups.Servers.SecurityGroupId], DeleteOnTermination = true },
                },
                BlockDeviceMappings = new object[]
                {
                    new CfnLaunchTemplate.BlockDeviceMappingProperty
                    {
                        DeviceName = "/dev/xvda",
                        Ebs = new CfnLaunchTemplate.EbsProperty { VolumeSize = VolumeGigabytes, VolumeType = "gp3", Encrypted = true, KmsKeyId = security.Keys.Data.KeyArn, DeleteOnTermination = true },
                    },
                },
                TagSpecifications = new object[]
                {
                    new CfnLaunchTemplate.TagSpecificationProperty { ResourceType = "volume", Tags = [new CfnTag { Key = Names.Tag, Value = names.Name }] },
                },
            },
        });
    }
}
