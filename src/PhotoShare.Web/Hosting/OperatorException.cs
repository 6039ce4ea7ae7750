namespace PhotoShare.Web;

/// <summary>Something that the operator can put right. The message says what to do, and is all that is shown.</summary>
public sealed class OperatorException(string message, Exception? cause = null) : Exception(message, cause);
