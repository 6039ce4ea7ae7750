using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Somebody with a browser that runs no script: pages, cookies, forms as they stand in the page.</summary>
public sealed class WebVisitor(House house) : IDisposable
{
    readonly CookieContainer cookies = new();
    HttpClient? client;

    HttpClient Client => client ??= new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = true })
    {
        BaseAddress = house.Address,
        DefaultRequestHeaders = { { "Accept", "text/html" } },
    };

    public House House => house;

    /// <summary>What the browser sends of itself by now, as a header.</summary>
    public string Cookies => cookies.GetCookieHeader(house.Address);

    /// <summary>What the browser says that its user reads.</summary>
    public void Speaks(string languages) => Client.DefaultRequestHeaders.Add("Accept-Language", languages);

    public async Task<WebPage> Get(string path) => await WebPage.Of(this, await Client.GetAsync(path));

    internal async Task<WebPage> Send(HttpRequestMessage request) => await WebPage.Of(this, await Client.SendAsync(request));

    /// <summary>Signs in through the form.</summary>
    public async Task<WebPage> SignIn(string username, string password = Person.Password) =>
        await (await Get("/signin")).Submit("main form:has([name=password])", ("login", username), ("password", password));

    public void Dispose() => client?.Dispose();
}

/// <summary>One answered page.</summary>
public sealed class WebPage(WebVisitor visitor, HttpStatusCode status, Uri address, HttpResponseHeaders headers, string html, IHtmlDocument document)
{
    public HttpStatusCode Status => status;
    public Uri Address => address;
    public string Html => html;
    public IHtmlDocument Document => document;
    public string Text => document.Body!.TextContent;

    /// <summary>A header of the answer; empty when it has none.</summary>
    public string Header(string name) => headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

    internal static async Task<WebPage> Of(WebVisitor visitor, HttpResponseMessage response)
    {
        using var answered = response;
        var html = await response.Content.ReadAsStringAsync();
        return new WebPage(visitor, response.StatusCode, response.RequestMessage!.RequestUri!, response.Headers, html, new HtmlParser().ParseDocument(html));
    }

    public IElement One(string selector)
    {
        var found = document.QuerySelectorAll(selector);
        Assert.True(found.Length == 1, $"{found.Length} × {selector} at {address} ({(int)status}):\n{html}");
        return found[0];
    }

    /// <summary>Sends a form with the values that it shows, the ones given over them, and its antiforgery token.</summary>
    public Task<WebPage> Submit(string form, params (string Name, string Value)[] values) => Submit(form, values, null);

    public Task<WebPage> Submit(string form, (string Name, string Value)[] values, (string Name, string File, string ContentType)[]? files)
    {
        var element = Assert.IsAssignableFrom<IHtmlFormElement>(One(form));
        var fields = Shown(element);
        foreach (var (name, value) in values)
        {
            Assert.True(element.QuerySelector($"[name='{name}']") is not null, $"The form {form} has no field {name}:\n{element.OuterHtml}");
            fields.RemoveAll(field => field.Key == name);
            fields.Add(new(name, value));
        }
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, element.GetAttribute("action") is { Length: > 0 } action ? action : address.PathAndQuery))
        {
            Content = files is null && element.Enctype != "multipart/form-data" ? new FormUrlEncodedContent(fields) : Multipart(fields, files ?? []),
        };
        request.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        return visitor.Send(request);
    }

    static List<KeyValuePair<string, string>> Shown(IHtmlFormElement form)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var input in form.QuerySelectorAll("input[name], textarea[name], select[name], button[name]"))
        {
            if (input is IHtmlInputElement { Type: "file" or "submit" } or IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }) continue;
            var name = input.GetAttribute("name")!;
            // Boxes of one name are sent one by one; of buttons there is but one that is pressed.
            if (input is not IHtmlInputElement { Type: "checkbox" }) fields.RemoveAll(field => field.Key == name);
            fields.Add(new(name, input switch
            {
                IHtmlInputElement box => box.Value,
                IHtmlTextAreaElement text => text.Value,
                IHtmlSelectElement select => select.Value ?? "",
                _ => input.GetAttribute("value") ?? "",
            }));
        }
        return fields;
    }

    static MultipartFormDataContent Multipart(List<KeyValuePair<string, string>> fields, (string Name, string File, string ContentType)[] files)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields) content.Add(new StringContent(value), name);
        foreach (var (name, file, contentType) in files)
        {
            var part = new ByteArrayContent(File.ReadAllBytes(Repository.Photo(file)));
            part.Headers.ContentType = new(contentType);
            content.Add(part, name, file);
        }
        return content;
    }
}
