using Constructs;

namespace PhotoShare.Cloud;

/// <summary>All that can't be made again, and what must be there before a server starts: its image, and the task that brings the layout up to date.</summary>
public sealed class DataStack : CloudStack
{
    internal DataStack(Construct app, CloudParameters parameters, Names names, SecurityStack security, NetworkStack network, ProcessingStack processing)
        : base(app, parameters, "Data", "PhotoShare: buckets, database, cache, the server's images and migrations", keep: true)
    {
        Buckets = new BucketStore(this, parameters, names, security.Keys.Media, processing.Images.Function.FunctionArn);
        Database = new Database(this, parameters, names, security.Keys, network);
        if (parameters.Valkey) Cache = new Cache(this, names, security, network);
        if (parameters.CloudFront) Media = new MediaDistribution(this, parameters, names, Buckets);
        Images = new ImageRepository(this, names, security.Keys.Data);
        Migration = new Migration(this, parameters, names, security, network, this);
    }

    public BucketStore Buckets { get; }
    public Database Database { get; }
    public Cache? Cache { get; }
    public MediaDistribution? Media { get; }
    public ImageRepository Images { get; }
    public Migration Migration { get; }
}
