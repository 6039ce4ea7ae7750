namespace PhotoShare.Web;

/// <summary>Sees to it that uploads become photos: by processes of its own, or by a Lambda whose answers it reads.</summary>
interface IPhotoWorker : IHostedService
{
    /// <summary>Whether uploads become photos now.</summary>
    bool IsUp { get; }
}
