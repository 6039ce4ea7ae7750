using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.Assertions;
using PhotoShare.Cloud;

namespace PhotoShare.Tests;

/// <summary>One synthesis: its templates, to look things up in.</summary>
public sealed class Synthesis
{
    readonly Dictionary<string, JsonObject> templates;
    readonly Dictionary<string, Template> asserted = [];
    readonly PhotoShareCloud cloud;

    internal Synthesis(string folder, Dictionary<string, object?> context)
    {
        var app = new App(new AppProps { Context = Features.Context, AnalyticsReporting = false, Outdir = folder });
        Parameters = CloudParameters.From(name => context.GetValueOrDefault(name));
        cloud = new PhotoShareCloud(app, Parameters);
        app.Synth();
        templates = cloud.Stacks.ToDictionary(stack => stack.Node.Id, stack => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{stack.Node.Id}.template.json")))!.AsObject());
    }

    public CloudParameters Parameters { get; }

    public IEnumerable<string> Stacks => templates.Keys;

    /// <summary>The CDK's own assertions.</summary>
    public Template Assert(string stack) =>
        asserted.TryGetValue(stack, out var template) ? template : asserted[stack] = Amazon.CDK.Assertions.Template.FromStack(cloud.Stacks.Single(s => s.Node.Id == stack));

    public JsonObject Template(string stack) => templates[stack];

    /// <summary>Every resource of all stacks.</summary>
    public IEnumerable<CloudResource> Resources => templates.SelectMany(template => template.Value[nameof(Resources)]!.AsObject().Select(resource => new CloudResource(template.Key, resource.Key, resource.Value!.AsObject())));

    public IReadOnlyList<CloudResource> Of(string type) => [.. Resources.Where(resource => resource.Type == type)];

    /// <summary>The only one of its type, or the only one whose logical id begins so.</summary>
    public CloudResource One(string type, string id = "") => Xunit.Assert.Single(Of(type), resource => resource.Id.StartsWith(id, StringComparison.Ordinal));
}

/// <param name="Stack">Its stack's id.</param>
/// <param name="Id">Its logical id.</param>
public sealed record CloudResource(string Stack, string Id, JsonObject Json)
{
    public string Type => Json[nameof(Type)]!.GetValue<string>();

    public JsonObject Properties => Json[nameof(Properties)]?.AsObject() ?? [];

    /// <summary>A property's text, with what is only known at the deployment in angle brackets; empty where there is none.</summary>
    /// <param name="path">Names, and numbers of elements, separated by dots.</param>
    public string Text(string path = "") => CloudText.Of(At(path));

    public JsonNode? At(string path) => path.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(
        (JsonNode?)Properties, (node, part) => node is JsonArray list ? list.ElementAtOrDefault(int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)) : node?[part]);

    /// <summary>Key and value pairs that CloudFormation has as a list of objects.</summary>
    public Dictionary<string, string> Pairs(string path, string key = "Key", string value = "Value") =>
        At(path)!.AsArray().ToDictionary(pair => CloudText.Of(pair![key]), pair => CloudText.Of(pair![value]));
}
