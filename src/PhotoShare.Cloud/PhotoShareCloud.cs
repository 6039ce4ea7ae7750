using Amazon.CDK;

namespace PhotoShare.Cloud;

/// <summary>
/// The contents page: a line per stack. Each knows only those before it, by objects; what a stack must know of a later one (a role in a key's
/// policy, a bucket that is not there yet) it knows by <see cref="Names"/>, so that there is no circle.
/// </summary>
public sealed class PhotoShareCloud
{
    public PhotoShareCloud(App app, CloudParameters parameters)
    {
        var names = new Names(parameters.Name);
        Security = new SecurityStack(app, parameters, names);
        Network = new NetworkStack(app, parameters, names, Security);
        Processing = new ProcessingStack(app, parameters, names, Security, Network);
        Data = new DataStack(app, parameters, names, Security, Network, Processing);
        Compute = new ComputeStack(app, parameters, names, Security, Network, Processing, Data);
        Monitoring = new MonitoringStack(app, parameters, names, Security, Processing, Data, Compute);
    }

    public SecurityStack Security { get; }
    public NetworkStack Network { get; }
    public ProcessingStack Processing { get; }
    public DataStack Data { get; }
    public ComputeStack Compute { get; }
    public MonitoringStack Monitoring { get; }

    public IReadOnlyList<Stack> Stacks => [Security, Network, Processing, Data, Compute, Monitoring];
}
