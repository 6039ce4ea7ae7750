using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>
/// Fills an instance with the demo's world, through the use cases that everybody goes through. Stopped in the middle it goes on
/// where it was; on a whole world it adds nothing.
/// </summary>
sealed class Demo(DemoWorld world, IServiceScopeFactory scopes)
{
    /// <summary>How long the processing of photos may stand still before we give up.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    readonly Dictionary<string, Viewer> everybody = [];
    readonly List<Post> made = [];

    public static void AddTo(IServiceCollection services) => services.AddScoped<DemoPeople>().AddScoped<DemoPosting>();

    public int PhotoCount => world.Posts.Sum(post => post.Photos.Count);

    /// <summary>Whether everything is here already.</summary>
    public Task<bool> IsWhole(CancellationToken ct) => In<PhotoShareDb, bool>(async db =>
    {
        var names = world.People.Select(person => person.Name).ToList();
        var people = await db.Users.Where(u => names.Contains(u.UserName!)).Select(u => u.Id).ToListAsync(ct);
        return people.Count == names.Count
            && await db.Posts.CountAsync(p => people.Contains(p.AuthorId) && p.ClientMutationId!.StartsWith("demo-") && p.PublishedAt != null, ct) == world.Posts.Count
            && await db.Comments.CountAsync(c => people.Contains(c.AuthorId) && c.ClientMutationId!.StartsWith("demo-"), ct) == CommentCount;
    });

    public async Task Enter(Action step, CancellationToken ct)
    {
        foreach (var person in world.People)
        {
            everybody[person.Name] = await In<DemoPeople, Viewer>(people => people.Enter(person, ct));
            step();
        }
        foreach (var person in world.People) await In<DemoPeople>(people => people.Follow(person, everybody, ct));
        foreach (var person in world.People) await In<DemoPeople>(people => people.Accept(person, everybody, ct));
    }

    public async Task Post(Action step, CancellationToken ct)
    {
        for (var number = 0; number < world.Posts.Count; number++)
        {
            made.Add(await In<DemoPosting, Post>(posting => posting.Post(world, number, everybody, ct)));
            step();
        }
    }

    /// <summary>Waits until the image function, here or in a running server, has made all photos ready. Says how many are.</summary>
    public async Task Develop(Action<int> ready, CancellationToken ct)
    {
        var ids = made.Select(post => post.Id).ToList();
        var (count, since) = (-1, DateTime.UtcNow);
        while (count < PhotoCount)
        {
            await Task.Delay(100, ct);
            var states = await In<PhotoShareDb, List<PhotoStatus>>(db => db.Photos.Where(p => ids.Contains(p.PostId!.Value)).Select(p => p.Status).ToListAsync(ct));
            if (states.Contains(PhotoStatus.Failed)) throw new OperatorException("A photograph of the demo can't be processed here. The log above says why.");
            var now = states.Count(state => state == PhotoStatus.Ready);
            if (now != count) (count, since) = (now, DateTime.UtcNow);
            if (DateTime.UtcNow - since > Patience) throw new OperatorException("The photos of the demo are not being processed. The log above, or the server's, says why.");
            ready(count);
        }
    }

    public async Task Talk(Action step, CancellationToken ct)
    {
        for (var number = 0; number < made.Count; number++)
        {
            var post = made[number];
            await In<DemoPosting>(posting => posting.Talk(world, number, post.Id, everybody, ct));
            await In<DemoPosting>(posting => posting.Date(world, number, post.Id, ct));
            step();
        }
    }

    int CommentCount => world.Posts.SelectMany(post => post.Comments).Sum(comment => 1 + (comment.Replies?.Count ?? 0));

    /// <summary>Each step has a scope of its own, as each request has.</summary>
    async Task<T> In<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    async Task In<TService>(Func<TService, Task> act) where TService : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
