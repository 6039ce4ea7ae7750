using Spectre.Console;

namespace PhotoShare.Web;

/// <summary>Beside a running server or alone: it processes its photos itself, and shares the work with a server that is there.</summary>
sealed class DemoCommand : InstanceCommand<InstanceOptions>
{
    protected override async Task Execute(IServiceProvider services, InstanceOptions options, CancellationToken ct)
    {
        var world = await DemoWorld.Read(ct);
        var demo = new Demo(world, services.GetRequiredService<IServiceScopeFactory>());
        var isWhole = await demo.IsWhole(ct);
        if (!isWhole)
            await Fill(services.GetRequiredService<IPhotoWorker>(), demo, world, ct);
        Tell(world, isWhole, options.Urls ?? Hosting.DefaultUrls);
    }

    static async Task Fill(IPhotoWorker worker, Demo demo, DemoWorld world, CancellationToken ct)
    {
        await worker.StartAsync(ct);
        try
        {
            await Terminal.Error.Progress().HideCompleted(false).StartAsync(async progress =>
            {
                var people = progress.AddTask("People", maxValue: world.People.Count);
                var posts = progress.AddTask("Posts", maxValue: world.Posts.Count);
                var photos = progress.AddTask("Photos", maxValue: demo.PhotoCount);
                var talk = progress.AddTask("Comments and likes", maxValue: world.Posts.Count);
                await demo.Enter(() => people.Increment(1), ct);
                await demo.Post(() => posts.Increment(1), ct);
                await demo.Develop(ready => photos.Value = ready, ct);
                await demo.Talk(() => talk.Increment(1), ct);
            });
        }
        finally
        {
            await worker.StopAsync(CancellationToken.None);
        }
    }

    static void Tell(DemoWorld world, bool wasWhole, string address)
    {
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.None : TableBorder.Rounded).AddColumns("Sign in as", "Who", "Posts");
        foreach (var person in world.People)
            table.AddRow(person.Name, person.IsPrivate ? $"{person.DisplayName} (private)" : person.DisplayName, $"{world.Posts.Count(post => post.By == person.Name)}");
        AnsiConsole.Write(table);
        Console.WriteLine(wasWhole
            ? "The demo's world is already here; nothing was added."
            : $"{world.People.Count} people, {world.Posts.Count} posts and what they say to each other are here now.");
        Console.WriteLine($"Sign in at {address} as any of them. The password is the same for all: {DemoPeople.Password}");
        Console.WriteLine("The photographs are their authors', under free licences: see Demo/photos/CREDITS.md.");
    }
}
