namespace PhotoShare.Web;

/// <summary>Everything that can be changed. Each mutation takes one input and answers what it changed, or typed errors.</summary>
public sealed partial class Mutation;
