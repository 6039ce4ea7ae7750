using Microsoft.Playwright;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A browser sends a photo to the bucket itself and shows it from there: under the pages' content policy and the bucket's own rule for other sites.</summary>
[Trait("Kind", "Browser")]
public sealed class BucketTests(BucketTests.HouseWithBucket house) : IClassFixture<BucketTests.HouseWithBucket>
{
    public sealed class HouseWithBucket : House
    {
        internal Uri StoreAddress { get; private set; } = null!;

        /// <summary>Known beforehand, because the bucket lets in the pages of this address alone.</summary>
        readonly Uri address = new($"http://127.0.0.1:{FreePort.Take()}/");

        protected override string? Urls => address.ToString();

        protected override async Task<IReadOnlyDictionary<string, string?>> FindStore()
        {
            var server = await RadosGateway.Running;
            StoreAddress = server.Address;
            return server.SettingsOf(await server.CreateBuckets(address));
        }
    }

    [Fact]
    public async Task A_photo_goes_to_the_bucket_and_is_shown_from_there()
    {
        await using var chromium = await Chromium.Launch(house);
        var page = await chromium.Open();
        var sent = new List<IRequest>();
        page.Request += (_, request) =>
        {
            if (request.Method == "PUT") sent.Add(request);
        };
        await page.GotoAsync("/signin");
        await page.Locator("#login").FillAsync("ann");
        await page.Locator("#password").FillAsync(Person.Password);
        await page.Locator("main form:has(#password) button").ClickAsync();
        await page.Locator("nav a[href='/@ann']").WaitForAsync();
        await page.GotoAsync("/upload");
        await page.Locator("input[type=file]").SetInputFilesAsync(Repository.Photo("gray.jpg"));
        // Until the page's module has come, the form itself would send it, to the server.
        await page.Locator(".upload[data-name='gray.jpg']").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/posts/*", new() { Timeout = 60_000 });
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('article picture img')].some(img => img.complete && img.naturalWidth > 100)", null, new() { Timeout = 60_000 });

        Assert.Equal(house.StoreAddress.Authority, new Uri(Assert.Single(sent).Url).Authority);
        Assert.StartsWith(house.StoreAddress.ToString(), await page.EvaluateAsync<string>("document.querySelector('article picture img').currentSrc"), StringComparison.Ordinal);
        chromium.ShouldHaveNoErrors();
    }
}
