namespace PhotoShare.Media;

/// <summary>One thing that was set up.</summary>
/// <param name="Left">Why it was left as it is; <c>null</c> when it is done.</param>
public sealed record S3SetupStep(string What, string? Left);

/// <summary>
/// Makes the buckets and their rules, with the credentials of their owner. Doing it again changes nothing. A server other than AWS may not
/// know all of them; what it leaves out is said, and nothing of it is needed for privacy: no blob is public unless somebody makes it so.
/// </summary>
public sealed class S3Setup(S3Options options) : IDisposable
{
    readonly S3Connection connection = S3Connection.Open(options);

    /// <summary>One bucket after the other; the first step of each names it.</summary>
    /// <param name="site">The origin of the pages that send and show photos; <c>null</c> for any, since a signed URL is the whole permission.</param>
    /// <param name="uploads">How long an upload may take.</param>
    /// <param name="exports">How long an export is kept.</param>
    public async IAsyncEnumerable<S3SetupStep> Run(Uri? site, TimeSpan uploads, TimeSpan exports)
    {
        foreach (var bucket in options.All)
            await foreach (var step in new S3BucketSetup(bucket, connection).Run(site, uploads, exports))
                yield return step;
    }

    public void Dispose() => connection.Client.Dispose();
}
