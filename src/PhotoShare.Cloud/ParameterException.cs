namespace PhotoShare.Cloud;

/// <summary>Something that was asked for can't be built; the message has a line for each fault.</summary>
public sealed class ParameterException(IEnumerable<string> faults) : Exception(string.Join(Environment.NewLine, faults));
