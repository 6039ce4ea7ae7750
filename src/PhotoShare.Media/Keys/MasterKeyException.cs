namespace PhotoShare.Media;

/// <summary>The master key can't be used as it lies there. The message is for the operator and says what to do.</summary>
public sealed class MasterKeyException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The master key's keeper does not answer, or refuses just now.</summary>
public sealed class MasterKeyUnavailableException(string message, Exception? cause = null) : UnavailableException(message, cause);
