using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PhotoShare.Benchmarks;

/// <summary>One server that is measured, and how a page is asked of it.</summary>
sealed class Subject(string name, Uri address, Func<Uri, Page, Reader, LoadRequest> ask, IAsyncDisposable process) : IAsyncDisposable
{
    /// <summary>Rows are the same if these are: what a page shows of them, in its order.</summary>
    static readonly HashSet<string> Telling = ["caption", "body", "username", "likeCount", "commentCount", "viewerHasLiked", "viewerHasSaved", "followerCount", "followingCount", "postCount", "actorCount", "isRead"];

    public string Name => name;

    public LoadRequest Request(Page page, Reader reader) => ask(address, page, reader);

    /// <summary>What a page shows, to be compared with what it shows elsewhere.</summary>
    public async Task<IReadOnlyList<string>> Show(Page page, Reader reader)
    {
        var request = Request(page, reader);
        using var http = new HttpClient();
        using var message = new HttpRequestMessage(request.Bodies.Count > 0 ? HttpMethod.Post : HttpMethod.Get, request.Address);
        if (request.Bodies.Count > 0) message.Content = new StringContent(request.Bodies[0], Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        foreach (var (header, value) in request.Headers.Where(header => header.Key != "Content-Type")) message.Headers.TryAddWithoutValidation(header, value);
        using var answer = await http.SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(text);
        return json.RootElement.TryGetProperty("errors", out _) || !answer.IsSuccessStatusCode
            ? throw new InvalidOperationException($"{name} does not show {page.Name}: {text}")
            : [.. Values(json.RootElement)];
    }

    static IEnumerable<string> Values(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Values),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Telling.Contains(property.Name) ? [$"{property.Name}: {property.Value}"] : Values(property.Value)),
        _ => [],
    };

    public ValueTask DisposeAsync() => process.DisposeAsync();
}

/// <summary>Whose page it is.</summary>
sealed record Reader(string Name, Guid Id, string Token);
