using GraphQL;
using GraphQL.DataLoader;
using PhotoShare.Web;

namespace PhotoShare.Benchmarks;

/// <summary>A graph in memory: posts with authors and counts by batch loaders, as PhotoShare's own, and no database behind them.</summary>
public sealed class BenchQuery
{
    /// <summary>The first twenty.</summary>
    public static IEnumerable<BenchPostNode> Posts() => BenchPostNode.All.Take(20);
}

/// <summary>A post in memory.</summary>
public sealed class BenchPostNode(int number)
{
    internal static readonly IReadOnlyList<BenchPostNode> All = [.. Enumerable.Range(0, 100).Select(number => new BenchPostNode(number))];

    /// <summary>Its id.</summary>
    public GlobalId Id { get; } = new("Post", new Guid(number, 0, 0, new byte[8]));

    /// <summary>Its words.</summary>
    public string Caption { get; } = $"Morning at the harbour, number {number} #harbour";

    /// <summary>When it was made.</summary>
    public DateTime CreatedAt { get; } = new(2026, 11, 1, 12, number % 60, 0, DateTimeKind.Utc);

    /// <summary>How many like it.</summary>
    public IDataLoaderResult<int> LikeCount([FromServices] BenchLikes likes) => likes.Load(Viewer.Anonymous, number);

    /// <summary>Whether you like it.</summary>
    public IDataLoaderResult<bool> ViewerHasLiked([FromServices] BenchLiked liked) => liked.Load(Viewer.Anonymous, number);

    /// <summary>Who posted it.</summary>
    public IDataLoaderResult<BenchUserNode> Author([FromServices] BenchUsers users) => users.Load(Viewer.Anonymous, number % 7);

    /// <summary>The next post.</summary>
    public BenchPostNode Next => All[(number + 1) % All.Count];

    /// <summary>The one before.</summary>
    public BenchPostNode Previous => All[(number + All.Count - 1) % All.Count];
}

/// <summary>A person in memory.</summary>
public sealed class BenchUserNode(int number)
{
    /// <summary>Their name.</summary>
    public string Username { get; } = $"person{number}";

    /// <summary>Their picture.</summary>
    public Uri Avatar { get; } = new($"https://photos.example.org/people/{number}.webp");
}

/// <summary>How many like each post.</summary>
public sealed class BenchLikes() : BatchLoader<int, int>((_, keys, _) => Task.FromResult<IReadOnlyDictionary<int, int>>(keys.ToDictionary(key => key, key => key * 3)), 0);

/// <summary>Which posts the viewer likes.</summary>
public sealed class BenchLiked() : BatchLoader<int, bool>((_, keys, _) => Task.FromResult<IReadOnlyDictionary<int, bool>>(keys.ToDictionary(key => key, key => key % 2 == 0)), false);

/// <summary>The people.</summary>
public sealed class BenchUsers() : BatchLoader<int, BenchUserNode>((_, keys, _) => Task.FromResult<IReadOnlyDictionary<int, BenchUserNode>>(keys.ToDictionary(key => key, key => People[key])), People[0])
{
    static readonly BenchUserNode[] People = [.. Enumerable.Range(0, 7).Select(number => new BenchUserNode(number))];
}
