using Microsoft.AspNetCore.Http.Features;

namespace PhotoShare.Web;

/// <summary>The web pages: their look, their errors, and the doors that only pages use.</summary>
public static class Shell
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddLanguages();
        services.AddExceptionHandler<ErrorPages>();
        services.AddSingleton<Bundle>();
        services.AddSingleton<PhotoSources>().AddSingleton<AppealProof>().AddScoped<PostForm>();
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
        app.Services.GetRequiredService<Bundle>().Map(app);
        app.MapOperations();
        app.MapLanguages();
        app.MapThemes();
        app.MapEmbedding();
        app.MapRobots();
        app.MapManifest();
        app.MapServiceWorker();
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
        app.MapButton<Follows>("/people/{id:guid}/remove", (follows, viewer, id, ct) => follows.RemoveFollower(viewer, id, ct));
        app.MapButton<Blocks>("/people/{id:guid}/block", (blocks, viewer, id, ct) => blocks.Block(viewer, id, ct));
        app.MapButton<Blocks>("/people/{id:guid}/unblock", (blocks, viewer, id, ct) => blocks.Unblock(viewer, id, ct));
        app.MapButton<Blocks>("/people/{id:guid}/mute", (blocks, viewer, id, ct) => blocks.Mute(viewer, id, ct));
        app.MapButton<Blocks>("/people/{id:guid}/unmute", (blocks, viewer, id, ct) => blocks.Unmute(viewer, id, ct));
        app.MapButton<Blocks>("/people/{id:guid}/restrict", (blocks, viewer, id, ct) => blocks.Restrict(viewer, id, ct));
        app.MapButton<Blocks>("/people/{id:guid}/unrestrict", (blocks, viewer, id, ct) => blocks.Unrestrict(viewer, id, ct));
        app.MapButton<Comments>("/comments/{id:guid}/approve", (comments, viewer, id, ct) => comments.Approve(viewer, id, ct));
        app.MapButton<FilteredWords>("/moderation/words/{id:guid}/remove", (words, viewer, id, ct) => words.Remove(viewer, id, ct));
        app.MapButton<SavedPosts>("/posts/{id:guid}/save", (saved, viewer, id, ct) => saved.Save(viewer, id, null, ct));
        app.MapButton<SavedPosts>("/posts/{id:guid}/unsave", (saved, viewer, id, ct) => saved.Unsave(viewer, id, ct));
        app.MapButton<Collections>("/collections/{id:guid}/delete", (collections, viewer, id, ct) => collections.Delete(viewer, id, ct));
        app.MapButton<Collections>("/collections/{id:guid}/add/{of:guid}", (collections, viewer, id, post, ct) => collections.Update(viewer, id, null, [post], [], ct));
        app.MapButton<Collections>("/collections/{id:guid}/remove/{of:guid}", (collections, viewer, id, post, ct) => collections.Update(viewer, id, null, [], [post], ct));
        app.MapButton<Sessions>("/sessions/{id:guid}/revoke", (sessions, viewer, id, ct) => sessions.Revoke(viewer, id, ct));
        app.MapButton<Sessions>("/sessions/{id:guid}/revoke-others", (sessions, viewer, id, ct) => sessions.RevokeOthers(viewer, id, ct));
        app.MapButton<AccessTokens>("/tokens/{id:guid}/revoke", (tokens, viewer, id, ct) => tokens.Revoke(viewer, id, ct));
        app.MapPost("/admin/accept", AdminDoor.Accept).AddEndpointFilter(FormDoor.CheckAntiforgery).RequireAuthorization().ExcludeFromDescription();
        app.MapSignOut();
        app.MapPasskeys();
        app.MapCommentRow();
        app.MapNotificationRow();
        app.MapPush();
        app.MapImports(app.Services.GetRequiredService<Settings>());
        app.MapGoodbye();
        app.MapShareTarget(app.Services.GetRequiredService<Settings>());
        return app;
    }
}
