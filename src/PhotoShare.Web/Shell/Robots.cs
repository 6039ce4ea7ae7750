using System.Text;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>What search engines are told: where not to look (<c>robots.txt</c>), and what there is (<c>sitemap.xml</c>).</summary>
static class Robots
{
    /// <summary>The newest posts that a list has; older ones are found from their authors' pages.</summary>
    const int Most = 1_000;

    static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";

    internal static void MapRobots(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/robots.txt", (HttpContext http) => Cached(http, $"""
            User-agent: *
            Disallow: /graphql
            Disallow: /search
            Disallow: /report/
            Disallow: /*?after=
            Disallow: /*?returnUrl=

            Sitemap: {new Uri(http.SiteUrl(), "/sitemap.xml")}

            """, "text/plain")).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/sitemap.xml", async (HttpContext http, PhotoShareDb db) =>
        {
            var posts = await db.Posts.VisibleTo(PhotoShare.Viewer.Anonymous).OrderByDescending(p => p.Id).Take(Most)
                .Select(p => new { p.Id, Author = p.Author!.UserName!, Changed = p.EditedAt ?? p.PublishedAt!.Value }).ToListAsync(http.RequestAborted);
            var pages = posts.Select(p => ($"/posts/{p.Id}", p.Changed)).Concat(posts.GroupBy(p => p.Author, (name, of) => ($"/@{name}", of.Max(p => p.Changed))));
            var site = http.SiteUrl();
            return Cached(http, new XElement(Sitemap + "urlset", pages.Select(page =>
                new XElement(Sitemap + "url", new XElement(Sitemap + "loc", new Uri(site, page.Item1)), new XElement(Sitemap + "lastmod", When.Iso(page.Item2))))).ToString(), "application/xml");
        }).AllowAnonymous().ExcludeFromDescription();
    }

    static IResult Cached(HttpContext http, string text, string contentType)
    {
        http.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Text(text, contentType, Encoding.UTF8);
    }
}
