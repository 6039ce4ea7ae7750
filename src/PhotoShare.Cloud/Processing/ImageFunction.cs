using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>The image function: native code for arm64 that decodes strangers' files, where nothing is but S3.</summary>
public sealed class ImageFunction : Construct
{
    /// <summary>One processor of Lambda's, which the pipeline is made for; it holds an original and its pixels in some 300 MB, a photo of 100 megapixels in a gigabyte.</summary>
    const int MemoryMegabytes = 1769;

    /// <summary>ImageMagick puts pixels of a HEIC that it may not hold in memory on disk.</summary>
    const int DiskMegabytes = 1024;

    /// <summary>A photo takes a second or two; this long it may before it counts as hopeless.</summary>
    static readonly Duration Timeout = Duration.Seconds(60);

    /// <summary>After it a server has the store announce the photo again (Processing__AnswerWithin, 15 minutes), so no try of before may be left.</summary>
    static readonly Duration OldestEvent = Duration.Minutes(10);

    const int Retries = 2;

    internal ImageFunction(Construct scope, CloudParameters parameters, Names names, Keys keys, NetworkStack network, Queues queues) : base(scope, "ImageFunction")
    {
        Log = Logs.Group(this, "Log", names.LogGroup("image-function"), keys.Logs);
        var role = new Role(this, "Role", new RoleProps { RoleName = names.FunctionRole, AssumedBy = new ServicePrincipal("lambda.amazonaws.com"), Description = "Makes renditions of originals" });
        var policy = role.Allow(this, "Permissions", FunctionPermissions.Of(names, keys, queues, Log));
        Function = new Function(this, "Function", new FunctionProps
        {
            FunctionName = names.Function,
            Description = "Makes the renditions of a photo",
            Runtime = Runtime.PROVIDED_AL2023,
            Architecture = Architecture.ARM_64,
            Handler = "bootstrap",
            Code = Package(parameters),
            MemorySize = MemoryMegabytes,
            EphemeralStorageSize = Size.Mebibytes(DiskMegabytes),
            Timeout = Timeout,
            ReservedConcurrentExecutions = parameters.FunctionConcurrency,
            Vpc = network.Vpc,
            VpcSubnets = NetworkStack.PrivateSubnets,
            SecurityGroups = [network.Groups.Function],
            Role = role.WithoutPolicyUpdates(),
            Tracing = Tracing.ACTIVE,
            LogGroup = Log,
            Environment = new Dictionary<string, string>
            {
                ["PHOTOSHARE_BUCKET"] = names.OriginalsBucket,
                ["PHOTOSHARE_RENDITIONS_BUCKET"] = names.RenditionsBucket,
                ["PHOTOSHARE_STORE_KMS_KEY"] = keys.Media.KeyArn,
                ["MALLOC_ARENA_MAX"] = "2",
                ["VIPS_WARNING"] = "0",
            },
        });
        ((CfnFunction)Function.Node.DefaultChild!).AddDependency((CfnResource)policy.Node.DefaultChild!);
        SendAnswers(queues);
        LetOriginalsCall(names);
    }

    public Function Function { get; }
    public LogGroup Log { get; }

    /// <summary>Without what functions/publish made there is no code: the template names a place that is not there, and its rule refuses a deployment before anything is made.</summary>
    Code Package(CloudParameters parameters)
    {
        if (parameters.FunctionZip is { } zip) return Code.FromAsset(zip);
        return Code.FromCfnParameters(new CfnParametersCodeProps { BucketNameParam = Nowhere("PackageBucket"), ObjectKeyParam = Nowhere("PackageKey") });

        CfnParameter Nowhere(string id) => new(Stack.Of(this), id, new CfnParameterProps { Type = "String", Default = "missing", Description = "Filled by what functions/publish arm64 makes" });
    }

    void SendAnswers(Queues queues) => _ = new CfnEventInvokeConfig(this, "Answers", new CfnEventInvokeConfigProps
    {
        FunctionName = Function.FunctionName,
        Qualifier = "$LATEST",
        MaximumRetryAttempts = Retries,
        MaximumEventAgeInSeconds = OldestEvent.ToSeconds(),
        DestinationConfig = new CfnEventInvokeConfig.DestinationConfigProperty
        {
            OnSuccess = new CfnEventInvokeConfig.OnSuccessProperty { Destination = queues.Results.QueueArn },
            OnFailure = new CfnEventInvokeConfig.OnFailureProperty { Destination = queues.Failures.QueueArn },
        },
    });

    void LetOriginalsCall(Names names) => _ = new CfnPermission(this, "OriginalsMayCall", new CfnPermissionProps
    {
        FunctionName = Function.FunctionArn,
        Action = "lambda:InvokeFunction",
        Principal = "s3.amazonaws.com",
        SourceAccount = Aws.ACCOUNT_ID,
        SourceArn = Names.BucketArn(names.OriginalsBucket),
    });
}
