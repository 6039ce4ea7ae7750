using System.Text.RegularExpressions;

namespace PhotoShare.Cloud;

/// <summary>What a deployment may choose, by <c>-c name=value</c> or the context of cdk.json. Units and bounds stand with each.</summary>
public sealed partial record CloudParameters
{
    const string ExampleDomain = "photos.example.org";

    /// <summary><c>name</c>: the prefix of every name; an account may hold several installations. 3 to 20 of a-z, 0-9 and -.</summary>
    public required string Name { get; init; }

    /// <summary><c>domain</c>: the host that people type.</summary>
    public required string Domain { get; init; }

    /// <summary><c>certificateArn</c>: its certificate in ACM, in the region of the deployment.</summary>
    public required string CertificateArn { get; init; }

    /// <summary><c>imageTag</c>: which image of the repository the servers run. Tags never change; a new version has a new one.</summary>
    public required string ImageTag { get; init; }

    /// <summary><c>instanceType</c> of the servers; one with a <c>g</c> (t4g.small) runs an image for arm64.</summary>
    public required string InstanceType { get; init; }

    /// <summary><c>minServers</c>, <c>maxServers</c>: 1 to 100; at least as many as zones unless said otherwise.</summary>
    public required int MinServers { get; init; }

    public required int MaxServers { get; init; }

    /// <summary><c>zones</c>: 2 or 3.</summary>
    public required int Zones { get; init; }

    /// <summary><c>alarmEmail</c>: who is written to when an alarm goes off; nobody by default.</summary>
    public string? AlarmEmail { get; init; }

    /// <summary><c>databaseClass</c>, e.g. db.t4g.medium; smaller ones have no Performance Insights.</summary>
    public required string DatabaseClass { get; init; }

    /// <summary><c>databaseStorage</c>: GB to begin with, 20 to 65,536; it grows by itself to ten times that.</summary>
    public required int DatabaseStorage { get; init; }

    /// <summary><c>readReplica</c>, <c>valkey</c>, <c>waf</c>, <c>cloudFront</c>: true or false.</summary>
    public required bool ReadReplica { get; init; }

    public required bool Valkey { get; init; }

    public required bool Waf { get; init; }

    public required bool CloudFront { get; init; }

    /// <summary><c>mediaDomain</c>, <c>mediaCertificateArn</c> (in us-east-1, where CloudFront looks) and <c>mediaPublicKey</c> (a PEM file), for CloudFront.</summary>
    public string? MediaDomain { get; init; }

    public string? MediaCertificateArn { get; init; }

    /// <summary>The text of the PEM file.</summary>
    public string? MediaPublicKey { get; init; }

    /// <summary><c>mailHost</c>: an SMTP server with STARTTLS on 587; SES of the region by default. <c>mailFrom</c>: the address that mails come from.</summary>
    public string? MailHost { get; init; }

    public required string MailFrom { get; init; }

    /// <summary><c>functionZip</c>: what functions/publish arm64 made; <c>null</c> where there is none.</summary>
    public string? FunctionZip { get; init; }

    /// <summary><c>functionConcurrency</c>: photos processed at once, 1 to 1,000; they are set apart from the account's limit.</summary>
    public required int FunctionConcurrency { get; init; }

    /// <summary>What a deployment needs and a synthesis does not: each with the way to it.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Throws <see cref="ParameterException"/> with every fault at once.</summary>
    /// <param name="context">A value by its name, or <c>null</c>: text, or what JSON has.</param>
    public static CloudParameters From(Func<string, object?> context)
    {
        var read = new ContextReader(context);
        var missing = new List<string>();
        var zones = read.Number("zones", 2, 2, 3);
        var cloudFront = read.Flag("cloudFront", false);
        var domain = read.Text("domain", HostName(), "a host name such as photos.example.org");
        if (domain is null) missing.Add($"-c domain={ExampleDomain}");
        var minServers = read.Number("minServers", zones, 1, 100);
        var parameters = new CloudParameters
        {
            Name = read.Text("name", ShortName(), "3 to 20 of a-z, 0-9 and -, a letter first") ?? "photoshare",
            Domain = domain ?? ExampleDomain,
            CertificateArn = Needed("certificateArn", Certificate(), "the ARN of a certificate in ACM", "arn:aws:acm:eu-central-1:111122223333:certificate/00000000-0000-0000-0000-000000000000"),
            ImageTag = Needed("imageTag", Tag(), "a tag of the image", "0.1.0"),
            InstanceType = read.Text("instanceType", Instance(), "an instance type such as t3.small") ?? "t3.small",
            MinServers = minServers,
            MaxServers = read.Number("maxServers", Math.Max(6, minServers), minServers, 100),
            Zones = zones,
            AlarmEmail = read.Text("alarmEmail", Address(), "an e-mail address"),
            DatabaseClass = read.Text("databaseClass", Database(), "a class such as db.t4g.medium; smaller ones have no Performance Insights") ?? "db.t4g.medium",
            DatabaseStorage = read.Number("databaseStorage", 50, 20, 65_536),
            ReadReplica = read.Flag("readReplica", false),
            Valkey = read.Flag("valkey", false),
            Waf = read.Flag("waf", true),
            CloudFront = cloudFront,
            MediaDomain = OfCloudFront("mediaDomain", HostName(), "a host name such as media.example.org"),
            MediaCertificateArn = OfCloudFront("mediaCertificateArn", CertificateOfCloudFront(), "the ARN of a certificate in us-east-1, where CloudFront looks for it"),
            MediaPublicKey = OfCloudFront("mediaPublicKey", Anything(), "the file of a public key") is { } file ? read.File("mediaPublicKey", file) : null,
            MailHost = read.Text("mailHost", HostName(), "a host name"),
            MailFrom = read.Text("mailFrom", Address(), "an e-mail address") ?? $"photoshare@{domain ?? ExampleDomain}",
            FunctionZip = Zip(),
            FunctionConcurrency = read.Number("functionConcurrency", 20, 1, 1000),
            Missing = missing,
        };
        if (read.Faults.Count > 0) throw new ParameterException(read.Faults);
        return parameters;

        string Needed(string name, Regex form, string what, string example)
        {
            var value = read.Text(name, form, what);
            if (value is null) missing.Add($"-c {name}=…");
            return value ?? example;
        }

        string? OfCloudFront(string name, Regex form, string what)
        {
            var value = read.Text(name, form, what);
            if (cloudFront && value is null) read.Faults.Add($"{name} is missing: with cloudFront=true name {what}.");
            return cloudFront ? value : null;
        }

        string? Zip()
        {
            var path = read.Text("functionZip", Anything(), "a file") ?? FunctionPackage.DefaultPath;
            if (File.Exists(path)) return Path.GetFullPath(path);
            missing.Add($"the image function, which is not at {(path == FunctionPackage.DefaultPath ? FunctionPackage.UsualPlace : path)}: run functions/publish arm64");
            return null;
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$")] private static partial Regex ShortName();
    [GeneratedRegex(@"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$")] private static partial Regex HostName();
    [GeneratedRegex(@"^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate/[0-9a-f-]{36}$")] private static partial Regex Certificate();
    [GeneratedRegex(@"^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate/[0-9a-f-]{36}$")] private static partial Regex CertificateOfCloudFront();
    [GeneratedRegex("^(?!latest$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$")] private static partial Regex Tag();
    [GeneratedRegex(@"^[a-z][a-z0-9-]*\d[a-z]*\.([0-9]*x?large|nano|micro|small|medium)$")] private static partial Regex Instance();
    [GeneratedRegex(@"^db\.[a-z]+\d[a-z]*\.([0-9]*x?large|medium)$")] private static partial Regex Database();
    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$")] private static partial Regex Address();
    [GeneratedRegex(".")] private static partial Regex Anything();
}
