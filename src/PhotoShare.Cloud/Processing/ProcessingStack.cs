using Constructs;

namespace PhotoShare.Cloud;

/// <summary>What is made of an original: the function, and the queues that its answers go to. Before the buckets, since S3 tries the function when it is told of it.</summary>
public sealed class ProcessingStack : CloudStack
{
    internal ProcessingStack(Construct app, CloudParameters parameters, Names names, SecurityStack security, NetworkStack network)
        : base(app, parameters, "Processing", "PhotoShare: the image function and its queues")
    {
        Queues = new Queues(this, names, security.Keys.Media);
        Images = new ImageFunction(this, parameters, names, security.Keys, network, Queues);
    }

    public Queues Queues { get; }
    public ImageFunction Images { get; }
}
