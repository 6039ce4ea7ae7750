namespace PhotoShare;

/// <summary>How far a part of the work is, for whoever shows it.</summary>
/// <param name="Part">What is being done.</param>
public readonly record struct RecoveryStep(RecoveryPart Part, long Done, long Total);

/// <summary>The parts of a backup, a verification or a restoration.</summary>
public enum RecoveryPart { Database, Blobs, Keys }
