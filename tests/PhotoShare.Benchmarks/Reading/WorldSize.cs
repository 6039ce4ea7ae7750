namespace PhotoShare.Benchmarks;

/// <summary>How many rows of each kind a world has.</summary>
sealed record WorldSize(int People, int Posts, int Follows, int Likes, int Comments)
{
    /// <summary>What the figures of the README were taken on.</summary>
    public static WorldSize Full(int posts = 1_000_000) => new(100_000, posts, 10_000_000, 7_000_000, 3_000_000);

    /// <summary>For a guard, which has a minute.</summary>
    public static WorldSize Small => new(5_000, 20_000, 100_000, 100_000, 40_000);

    public override string ToString() => $"{People:N0} people, {Posts:N0} posts, {Follows:N0} follows, {Likes:N0} likes, {Comments:N0} comments";
}
