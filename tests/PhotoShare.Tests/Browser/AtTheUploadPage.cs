using System.Collections.Concurrent;
using System.Web;
using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A house where photos go in many parts, as only very large ones do elsewhere. A bucket takes no parts so small.</summary>
public sealed class UploadHouse : House
{
    internal const int PartSize = 100_000;

    protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:Uploads:PartSize"] = $"{PartSize}" };
    protected override Task<IReadOnlyDictionary<string, string?>> FindStore() => Task.FromResult(Store);
}

[CollectionDefinition(Name)]
public sealed class UploadHouseCollection : ICollectionFixture<UploadHouse>
{
    public const string Name = "upload house";
}

/// <summary>Somebody new at the upload page, in a browser.</summary>
public abstract class AtTheUploadPage(UploadHouse house) : IAsyncLifetime
{
    protected UploadHouse House => house;
    private protected Chromium Chromium { get; private set; } = null!;
    protected Person Person { get; private set; } = null!;

    /// <summary>The parts that were sent and taken: the photo's address and the part's number.</summary>
    protected ConcurrentBag<string> Arrived { get; } = [];

    public async Task InitializeAsync() => (Chromium, Person) = (await Chromium.Launch(house), await house.Somebody());

    protected async Task<IPage> OpenUpload(bool javaScript = true)
    {
        var page = await Chromium.Open(Person, javaScript);
        page.Response += (_, response) =>
        {
            if (response.Request.Method == "PUT" && response.Ok) Arrived.Add($"{new Uri(response.Url).AbsolutePath} {HttpUtility.ParseQueryString(new Uri(response.Url).Query)["part"]}");
        };
        await page.GotoAsync("/upload");
        if (javaScript) await page.Locator("#photos:not([required])").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return page;
    }

    protected static Task Choose(IPage page, params string[] files) => page.Locator("#photos").SetInputFilesAsync(files.Select(Repository.Photo));

    protected static ILocator Row(IPage page, string name) => page.Locator($".upload[data-name='{name}']").First;

    protected static async Task ShouldBeReady(IPage page, int count)
    {
        try
        {
            await Assertions.Expect(page.Locator(".upload[data-state=ready]")).ToHaveCountAsync(count, new() { Timeout = 60_000 });
        }
        catch (PlaywrightException)
        {
            Assert.Fail($"Not {count} are ready: {string.Join(", ", await page.Locator(".upload").EvaluateAllAsync<string[]>("rows => rows.map(row => `${row.dataset.name} ${row.dataset.state}`)"))}.");
        }
    }

    protected static Task Share(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();

    public async Task DisposeAsync()
    {
        await Chromium.DisposeAsync();
        Person.Dispose();
    }
}
