using Microsoft.AspNetCore.Http.HttpResults;

namespace PhotoShare.Web;

/// <summary>One notification's HTML, for the module that puts a new one onto an open page: what is told is worded in one place.</summary>
static class NotificationRowDoor
{
    internal static void MapNotificationRow(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/notifications/{nodeId}/row", async Task<IResult> (string nodeId, HttpContext http, PhotoShareDb db) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return NodeIds.KeyOf<Notification>(nodeId) is { } id && await db.NotificationOf(http.Viewer(), id, http.RequestAborted) is { } card
                ? new RazorComponentResult<NotificationRow>(new { Card = card })
                : Results.NotFound();
        }).ExcludeFromDescription();
}
