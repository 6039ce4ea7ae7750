using System.Text.RegularExpressions;

namespace PhotoShare.Cloud;

/// <summary>Which processors a type of instance has, as the different services call them.</summary>
/// <param name="Ami">Of Amazon Linux's public parameters.</param>
/// <param name="Fargate">Of tasks.</param>
sealed partial record ServerArchitecture(string Ami, string Fargate)
{
    /// <summary>A <c>g</c> after the number of the generation says Graviton: t4g, m7gd. An <c>a1</c> is one, too.</summary>
    public static ServerArchitecture Of(string instanceType) => Graviton().IsMatch(instanceType) ? new("arm64", "ARM64") : new("x86_64", "X86_64");

    [GeneratedRegex(@"^([a-z]+\d+g|a1\.)")] private static partial Regex Graviton();
}
