using Microsoft.AspNetCore.Http.Features;

namespace PhotoShare.Web;

/// <summary>The web pages: their look, their errors, and the doors that only pages use.</summary>
public static class Shell
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddExceptionHandler<ErrorPages>();
        services.AddSingleton<PhotoSources>().AddScoped<PostForm>();
        // The plain form sends all photos of a post at once. Kestrel's own bound holds everywhere but there.
        services.AddOptions<FormOptions>().Configure<Settings>((form, settings) => form.MultipartBodyLengthLimit = UploadBound.Of(settings));
        return services;
    }

    public static WebApplication MapShell(this WebApplication app)
    {
        app.UseErrorPages();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().Add(UploadBound.Raise(app.Services.GetRequiredService<Settings>()));
        app.MapOperations();
        app.MapButton<Likes>("/posts/{id:guid}/like", (likes, viewer, id, ct) => likes.LikePost(viewer, id, ct));
        app.MapButton<Likes>("/posts/{id:guid}/unlike", (likes, viewer, id, ct) => likes.UnlikePost(viewer, id, ct));
        app.MapButton<Likes>("/comments/{id:guid}/like", (likes, viewer, id, ct) => likes.LikeComment(viewer, id, ct));
        app.MapButton<Likes>("/comments/{id:guid}/unlike", (likes, viewer, id, ct) => likes.UnlikeComment(viewer, id, ct));
        app.MapButton<Posts>("/posts/{id:guid}/delete", (posts, viewer, id, ct) => posts.Delete(viewer, id, ct));
        app.MapButton<Comments>("/comments/{id:guid}/delete", (comments, viewer, id, ct) => comments.Delete(viewer, id, ct));
        app.MapButton<Follows>("/people/{id:guid}/follow", (follows, viewer, id, ct) => follows.Follow(viewer, id, ct));
        app.MapButton<Follows>("/people/{id:guid}/unfollow", (follows, viewer, id, ct) => follows.Unfollow(viewer, id, ct));
        app.MapButton<Follows>("/people/{id:guid}/accept", (follows, viewer, id, ct) => follows.Accept(viewer, id, ct));
        app.MapButton<Follows>("/people/{id:guid}/decline", (follows, viewer, id, ct) => follows.Decline(viewer, id, ct));
        app.MapButton<AccessTokens>("/tokens/{id:guid}/revoke", (tokens, viewer, id, ct) => tokens.Revoke(viewer, id, ct));
        app.MapSignOut();
        app.MapCommentRow();
        return app;
    }
}
