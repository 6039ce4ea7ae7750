using System.Security.Claims;
using GraphQL;
using GraphQL.Types;

namespace PhotoShare.Web;

/// <summary>Who asks, from what authentication found.</summary>
public static class Viewers
{
    public static Viewer Of(ClaimsPrincipal? user) =>
        user?.Identity?.IsAuthenticated == true && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new Viewer(id) : Viewer.Anonymous;
}

/// <summary>A resolver's parameter that is who asks, not an argument of the field.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MeAttribute : GraphQLAttribute
{
    public override void Modify<TParameterType>(ArgumentInformation argumentInformation) =>
        argumentInformation.SetDelegateWithCast(context => Viewers.Of(context.User));
}
