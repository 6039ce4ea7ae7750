using System.Security.Cryptography;
using Xunit;

namespace PhotoShare.Tests;

[CollectionDefinition(Name)]
public sealed class CloudTests : ICollectionFixture<SynthesizedCloud>
{
    public const string Name = "Cloud";
}

/// <summary>The stacks as an operator gets them who says nothing, and with everything that can be switched on. Made once: it takes node some seconds.</summary>
public sealed class SynthesizedCloud : IDisposable
{
    public const string Domain = "photos.example.com";
    public const string Certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("photoshare-cloud");

    public SynthesizedCloud()
    {
        Usual = new Synthesis(Folder("usual"), new() { ["functionZip"] = Path.Combine(folder.FullName, "none.zip") });
        Full = new Synthesis(Folder("full"), Everything());
    }

    public Synthesis Usual { get; }
    public Synthesis Full { get; }

    public void Dispose() => folder.Delete(recursive: true);

    string Folder(string name) => folder.CreateSubdirectory(name).FullName;

    Dictionary<string, object?> Everything()
    {
        var zip = Path.Combine(folder.FullName, "function.zip");
        File.WriteAllText(zip, "what functions/publish made");
        var key = Path.Combine(folder.FullName, "media.pem");
        using (var rsa = RSA.Create(2048)) File.WriteAllText(key, rsa.ExportSubjectPublicKeyInfoPem());
        return new()
        {
            ["domain"] = Domain,
            ["certificateArn"] = Certificate,
            ["imageTag"] = "1.2.3",
            ["zones"] = "3",
            ["instanceType"] = "t4g.medium",
            ["alarmEmail"] = "operators@example.com",
            ["readReplica"] = true,
            ["valkey"] = "true",
            ["cloudFront"] = "true",
            ["mediaDomain"] = "media.example.com",
            ["mediaCertificateArn"] = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
            ["mediaPublicKey"] = key,
            ["functionZip"] = zip,
        };
    }
}
