namespace PhotoShare;

/// <summary>Why a backup can't be made, trusted or put back. The message is the operator's and says what to do.</summary>
public sealed class RecoveryException(string message, Exception? cause = null) : Exception(message, cause);
