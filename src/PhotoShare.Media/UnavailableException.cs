namespace PhotoShare.Media;

/// <summary>
/// Something that this instance stands on does not answer, or refuses just now. Nothing was changed, and the same may work in a moment.
/// The message is for the operator; whoever asked is told to try again.
/// </summary>
public abstract class UnavailableException(string message, Exception? cause = null) : Exception(message, cause);
