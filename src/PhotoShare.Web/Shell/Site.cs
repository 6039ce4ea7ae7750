namespace PhotoShare.Web;

static class Site
{
    /// <summary>The address of this server as its clients see it: <see cref="Settings.PublicUrl"/>, or what the request called it.</summary>
    internal static Uri SiteUrl(this HttpContext http) =>
        http.RequestServices.GetRequiredService<Settings>().PublicUrl ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}/");
}
