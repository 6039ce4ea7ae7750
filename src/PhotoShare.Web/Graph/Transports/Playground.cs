namespace PhotoShare.Web;

/// <summary>
/// The playground: Altair, from this server's own files and talking to this server alone. It acts as whoever is signed in on the
/// web, by the same cookie.
/// </summary>
static class Playground
{
    const string Policy =
        "default-src 'none'; base-uri 'self'; connect-src 'self'; font-src 'self' data:; form-action 'none'; frame-ancestors 'none'; " +
        "img-src 'self' data:; manifest-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:";

    const string Page = """
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <title>PhotoShare GraphQL</title>
            <base href="/lib/altair/">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="favicon.ico">
            <link rel="stylesheet" href="styles.css">
            <link rel="stylesheet" href="photoshare.css">
          </head>
          <body>
            <app-root></app-root>
            <script type="module" src="polyfills.js"></script>
            <script type="module" src="main.js"></script>
            <script type="module" src="photoshare.js"></script>
          </body>
        </html>
        """;

    public static Task Answer(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Content(Page, "text/html; charset=utf-8").ExecuteAsync(http);
    }
}
