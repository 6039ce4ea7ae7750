namespace PhotoShare.Media;

/// <summary>
/// The store can't do its work now: out of reach, out of room, or not letting us in. Worth another try after a while; the message is the
/// operator's, says what to put right, and is shown to nobody else.
/// </summary>
public sealed class BlobStoreException(string message, Exception? cause = null) : UnavailableException(message, cause);
