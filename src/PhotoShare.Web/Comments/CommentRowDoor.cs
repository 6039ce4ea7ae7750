using Microsoft.AspNetCore.Http.HttpResults;

namespace PhotoShare.Web;

/// <summary>One comment's HTML, for the module that puts a new one into an open page: what is said is linked and encoded in one place.</summary>
static class CommentRowDoor
{
    internal static void MapCommentRow(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/comments/{nodeId}/row", async Task<IResult> (string nodeId, HttpContext http, PhotoShareDb db) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            var viewer = http.Viewer();
            return NodeIds.KeyOf<Comment>(nodeId) is { } id && await db.CommentOf(viewer, id, http.RequestAborted) is { } view
                ? new RazorComponentResult<CommentRow>(new { View = view, Viewer = viewer })
                : Results.NotFound();
        }).ExcludeFromDescription();
}
