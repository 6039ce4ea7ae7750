using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace PhotoShare.Tests;

/// <summary>
/// A house in which every page has something to show, and one Chromium to look at it with: for each person a window as wide as a desk's and
/// one of a phone, in which the pages follow each other. carol's pages are empty; ann is the admin.
/// </summary>
public sealed class PagesHouse : House
{
    /// <summary>Has given a password and has yet to give a code.</summary>
    const string Half = "half";

    readonly ConcurrentDictionary<(string Who, bool Phone), Task<IPage>> windows = new();
    IPlaywright playwright = null!;
    IBrowser browser = null!;

    /// <summary>What the words in braces of a page's path stand for.</summary>
    public Dictionary<string, string> Ids { get; } = [];

    /// <summary>What the window that was asked for last complained of.</summary>
    internal ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Every address that any window asked for.</summary>
    internal ConcurrentQueue<string> Asked { get; } = new();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Fill();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Program, Args = Chromium.Arguments });
    }

    async Task Fill()
    {
        var (wide, tall) = (await Ann.AddQuickPhoto(), await Ann.AddPhoto("portrait.png"));
        var place = PlaceChoice.Of(new NewPlace("The old pier at the far end of the bay", 47.5, 9.25));
        var several = (await Use<Posts, Post>(posts => posts.Create(Ann.Viewer, [wide, tall], "Two of them, with https://example.org/a/rather/long/address and @bob #welcome", Visibility.Public, null, true, place, null, default))).Id;
        var warned = await Ann.AddQuickPost("Not for breakfast");
        await Use<Posts>(posts => posts.Update(Ann.Viewer, warned, null, null, "A dead bird", null, null, default));
        var thread = await Bob.AddComment(PublicPost, "What a view! Where is it?");
        await Ann.AddComment(PublicPost, "From the tower, last night", thread);
        await Carol.AddComment(PublicPost, "AveryverylongwordthatnobodywouldeverwritebutsomebodyalwaysdoesAveryverylongwordthatnobodywouldeverwrite");
        await Bob.Like(several);
        var reported = await Bob.AddQuickPost("bob's own");
        await Use<Reports>(reports => reports.Add(Carol.Viewer, ReportSubject.Post, reported, ReportReason.Spam, "The same again and again", default));
        Ids["reported"] = $"{reported}";
        await TwoFactorTests.TurnOn(await SignUp(Half));
        var app = await TestApp.Register(this, Bob, keepsSecret: true);
        (Ids["app"], Ids["ask"]) = ($"{app.Id}", app.Asks());
        await app.LetIn(Bob);
        await Ann.Follow(Bob);
        await Bob.Follow(Dora);
        await Use<SavedPosts>(saved => saved.Save(Ann.Viewer, several, null, default));
        var collection = await Use<Collections, Collection>(collections => collections.Create(Ann.Viewer, "Water and light", null, default));
        await Use<Collections>(collections => collections.Update(Ann.Viewer, collection.Id, null, [several], [], default));
        await Use<Accounts>(accounts => accounts.UpdateProfile(Ann.Viewer, "Ann of the House", "Photos of #welcome things.\nWrites to @bob.", null, default));
        await Use<Accounts>(accounts => accounts.Grant("ann", UserRole.Admin, default));
        await Use<FilteredWords>(words => words.Add(Ann.Viewer, "swearword", WordMeasure.Refuse, "Nobody is called that here, whatever they did", default));
        await Use<FilteredWords>(words => words.Add(Ann.Viewer, "old phrase*", WordMeasure.Hold, null, default));
        await Use<Blocks>(blocks => blocks.Restrict(Ann.Viewer, Dora.Viewer.Required, default));
        await Eventually.Becomes(() => Database(db => Task.FromResult(db.Notifications.Count(n => n.RecipientId == Ann.Viewer.Id))), count => count > 0, "ann has news");

        (Ids["post"], Ids["several"], Ids["warned"], Ids["comment"]) = ($"{PublicPost}", $"{several}", $"{warned}", $"{thread}");
        (Ids["collection"], Ids["bob"]) = ($"{collection.Id}", $"{Bob.Viewer.Id}");
        await FillImports();
        Ids["place"] = $"{await Database(db => Task.FromResult(db.Posts.Single(p => p.Id == several).PlaceId))}";
    }

    /// <summary>One that is done, one that a worker is at, one that was not sent to its end; and somebody who is about to leave.</summary>
    async Task FillImports()
    {
        Import done = new() { UserId = Bob.Viewer.Required, KeepPlaces = false, Status = ImportStatus.Done, Source = ImportSource.Instagram, ItemCount = 4, FinishedAt = DateTime.UtcNow };
        Import running = new() { UserId = Ann.Viewer.Required, KeepPlaces = false, Status = ImportStatus.Pending, ItemCount = 120, LeaseId = Guid.NewGuid(), LeaseUntil = DateTime.UtcNow.AddHours(1) };
        ImportItem Item(Import import, ImportItemKind kind, ImportItemStatus status, ImportReason? reason, string title, Guid? post = null) =>
            new() { ImportId = import.Id, Kind = kind, SourceId = title, Status = status, Reason = reason, Title = title, MadeAt = new DateTime(2020, 5, 17, 8, 30, 0, DateTimeKind.Utc), PostId = post };
        await Database(async db =>
        {
            db.AddRange(done, running);
            db.AddRange(Item(done, ImportItemKind.Post, ImportItemStatus.Imported, null, "A morning by the lake, before anybody else was there to see it", PublicPost),
                Item(done, ImportItemKind.Photo, ImportItemStatus.AlreadyThere, null, "270884729_482918273645_8273645192837465_n.jpg", PublicPost),
                Item(done, ImportItemKind.Video, ImportItemStatus.Refused, ImportReason.Video, "A film"),
                Item(done, ImportItemKind.Follow, ImportItemStatus.Listed, ImportReason.Somebody, "@somebody"),
                Item(running, ImportItemKind.Post, ImportItemStatus.Imported, null, "The first of many", PublicPost));
            return await db.SaveChangesAsync();
        });
        await Use<Imports, Import>(imports => imports.Request(Carol.Viewer, [new AnnouncedZip("instagram-carol-part-1.zip", 20_000_000)], false, default));
        var leaver = await SignUp("about_to_leave");
        var (secret, due) = ("a-secret-of-the-goodbye-page", DateTime.UtcNow.AddDays(30));
        await Database(async db =>
        {
            db.Add(new Departure { UserId = leaver.Viewer.Id, DueAt = due, SecretHash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)), Language = "en" });
            await db.SaveChangesAsync();
            return await db.Users.Where(u => u.Id == leaver.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LeavesAt, due));
        });
        (Ids["import"], Ids["running"], Ids["goodbye"]) = ($"{done.Id}", $"{running.Id}", secret);
    }

    /// <summary>Somebody's window, in which they are signed in; a stranger's with <c>-</c>.</summary>
    internal Task<IPage> Window(string who, bool phone) => windows.GetOrAdd((who, phone), async _ =>
    {
        var state = phone && who != "-" ? await (await Window(who, phone: false)).Context.StorageStateAsync() : null;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 800 },
            IsMobile = phone,
            HasTouch = phone,
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = state,
        });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        Listen(page);
        if (who == "-" || phone) return page;
        await page.GotoAsync("/signin");
        await page.Locator("#login").FillAsync(who);
        await page.Locator("#password").FillAsync(Person.Password);
        await page.Locator("main form:has(#password) button").ClickAsync();
        await page.Locator(who == Half ? "#code" : $"nav a[href='/@{who}']").WaitForAsync();
        return page;
    });

    void Listen(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complaints.Enqueue($"console: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Complaints.Enqueue($"script: {error}");
        page.Request += (_, request) => Asked.Enqueue(request.Url);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) Complaints.Enqueue($"{response.Status}: {response.Url}");
        };
        page.RequestFailed += (_, request) =>
        {
            // Live connections end, and what is not needed any more is given up, when the window goes on to the next page.
            if (request.Failure != "net::ERR_ABORTED") Complaints.Enqueue($"{request.Failure}: {request.Url}");
        };
    }

    public override async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        await base.DisposeAsync();
    }
}
