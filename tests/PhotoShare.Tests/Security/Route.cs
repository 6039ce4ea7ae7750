using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace PhotoShare.Tests;

/// <summary>A door of the server, as its router knows it: none is forgotten when a feature adds one.</summary>
sealed record Route(string Pattern, IReadOnlyList<string> Parameters, bool TakesKeys, string Method)
{
    public static IReadOnlyList<Route> Of(House house) =>
    [
        .. house.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"])
                .Select(method => new Route(Text(endpoint.RoutePattern), [.. endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name)],
                    endpoint.RoutePattern.Parameters.SelectMany(parameter => parameter.ParameterPolicies).Any(policy => policy.Content == "guid"), method)))
            .DistinctBy(route => (route.Pattern, route.Method)).OrderBy(route => route.Pattern, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal),
    ];

    /// <summary>Those of some ids that it may be given: one that takes keys is no door for anything else.</summary>
    public IEnumerable<string> Fitting(IEnumerable<string> ids) => TakesKeys ? ids.Where(id => Guid.TryParse(id, out _)) : ids;

    /// <summary>Its address with something in the place of each parameter.</summary>
    public string With(Func<string, string> value) => Parameters.Aggregate(Pattern, (path, name) => path.Replace($"{{{name}}}", Uri.EscapeDataString(value(name)), StringComparison.Ordinal));

    static string Text(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        _ => "",
    }))));
}
