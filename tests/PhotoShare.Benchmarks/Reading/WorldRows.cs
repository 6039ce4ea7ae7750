using System.Buffers.Binary;
using System.Globalization;
using Npgsql;

namespace PhotoShare.Benchmarks;

/// <summary>
/// The rows of a world, written by COPY. Ids grow with time as the server's own do and can be told from a number. A few people have nearly
/// all followers, posts and likes, as everywhere. Three readers come last: <c>ordinary</c> follows 200 people, <c>many</c> 5,000,
/// <c>rare</c> 200 who post about once a year.
/// </summary>
sealed partial class WorldRows(WorldSize size)
{
    /// <summary>From one post to the next.</summary>
    static readonly TimeSpan Pace = TimeSpan.FromMinutes(2);

    static readonly DateTime Now = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
    static readonly string[] Syllables = ["ba", "cor", "du", "el", "fan", "go", "hil", "in", "jo", "kla", "lu", "mer", "no", "os", "pra", "ru", "sin", "ta", "vel", "wy"];
    static readonly string[] Moods = ["Morning", "Evening", "Late", "Early", "Quiet", "Loud", "Red"];
    static readonly string[] Places = ["harbour", "forest", "market", "bridge", "garden", "river", "tower", "window", "street", "lake", "roof"];

    public static readonly IReadOnlyList<(string Name, int Follows, int From)> Readers = [("ordinary", 200, 0), ("many", 5_000, 0), ("rare", 200, 1)];

    readonly DateTime first = Now - size.Posts * Pace;

    DateTime Made(long post) => first + post * Pace;

    DateTime MadeOf(long n, long of) => Made(n * size.Posts / of);

    public static Guid Id(byte kind, long n, DateTime at)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, new DateTimeOffset(at).ToUnixTimeMilliseconds() << 16);
        bytes[6] = 0x70;
        bytes[8] = 0x80;
        bytes[9] = kind;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], (uint)n);
        return new Guid(bytes, bigEndian: true);
    }

    public Guid Person(int n) => Id(1, n, first.AddYears(-1));

    public Guid Post(int n) => Id(2, n, Made(n));

    Guid Comment(long n) => Id(3, n, MadeOf(n, size.Comments));

    /// <summary>Each table as one COPY; those without a common line may be written side by side.</summary>
    public IReadOnlyList<(string Table, Action<NpgsqlConnection> Write)> Tables =>
    [
        ("follows", Follows), ("likes", Likes), ("comments", Comments), ("posts", Posts), ("photos", Photos), ("post_hashtags", Hashtags),
        ("users", Users), ("notifications", NotificationRows), ("notification_causes", NotificationCauses),
    ];

    static string NameOf(int n) => $"{Syllable(n)}{Syllable(n / 20)}.{Syllable(n / 3)}{Syllable(n / 400 + n / 7)}{n}";

    static string Syllable(int n) => Syllables[n % Syllables.Length];

    void Users(NpgsqlConnection connection)
    {
        using var rows = connection.BeginBinaryImport("COPY users (id, user_name, normalized_user_name, display_name, bio, email_confirmed, is_private, created_at, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, hides_likes, last_code_step, notification_position, show_exif_by_default) FROM STDIN (FORMAT BINARY)");
        for (var n = 0; n < size.People + Readers.Count; n++)
        {
            var name = n < size.People ? NameOf(n) : Readers[n - size.People].Name;
            rows.StartRow();
            rows.Write(Person(n));
            rows.Write(name);
            rows.Write(name.ToUpperInvariant());
            rows.Write(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.Replace('.', ' ')));
            rows.Write($"Looks for {Places[n % Places.Length]} and {Places[n / 11 % Places.Length]}");
            rows.Write(false);
            rows.Write(n % 10 == 7);
            rows.Write(first.AddYears(-1));
            rows.Write(false);
            rows.Write(false);
            rows.Write(false);
            rows.Write(0);
            rows.Write(false);
            rows.Write(0L);
            rows.Write(n < size.People ? 0L : Notifications + 1L);
            rows.Write(false);
        }
        rows.Complete();
    }

    /// <summary>Authors of all posts, in the order of the posts.</summary>
    IEnumerable<int> Authors()
    {
        var law = new PowerLaw(1);
        for (var n = 0; n < size.Posts; n++) yield return law.Few(size.People);
    }

    static int Hashtag(int post) => 1 + (int)(post * 2654435761L % 400);

    void Posts(NpgsqlConnection connection)
    {
        using var rows = connection.BeginBinaryImport("COPY posts (id, author_id, caption, visibility, comments_enabled, created_at, published_at, comment_position, hides_likes) FROM STDIN (FORMAT BINARY)");
        var (n, positions) = (0, CommentsOfPosts());
        foreach (var author in Authors())
        {
            rows.StartRow();
            rows.Write(Post(n));
            rows.Write(Person(author));
            rows.Write($"{Moods[n % Moods.Length]} {Places[n / 7 % Places.Length]} number {n} #tag{Hashtag(n)}");
            rows.Write(n % 40 == 3 ? "Followers" : n % 100 == 1 ? "Private" : "Public");
            rows.Write(true);
            rows.Write(Made(n));
            rows.Write(Made(n));
            rows.Write((long)positions[n]);
            rows.Write(false);
            n++;
        }
        rows.Complete();
    }

    void Hashtags(NpgsqlConnection connection)
    {
        using var rows = connection.BeginBinaryImport("COPY post_hashtags (post_id, name) FROM STDIN (FORMAT BINARY)");
        for (var n = 0; n < size.Posts; n++)
        {
            rows.StartRow();
            rows.Write(Post(n));
            rows.Write($"tag{Hashtag(n)}");
        }
        rows.Complete();
    }

    void Follows(NpgsqlConnection connection)
    {
        using var rows = connection.BeginBinaryImport("COPY follows (id, follower_id, followee_id, created_at, accepted_at) FROM STDIN (FORMAT BINARY)");
        var (law, n) = (new PowerLaw(2), 0L);
        var degrees = law.Shares(size.Follows, size.People, size.People / 4);
        var followees = new HashSet<int>();
        for (var follower = 0; follower < size.People; follower++)
        {
            followees.Clear();
            // Who draws one of the few again follows the next one.
            for (var i = 0; i < degrees[follower]; i++)
                for (var one = law.Few(size.People); one == follower || !followees.Add(one);) one = (one + 1) % size.People;
            foreach (var followee in followees) Follow(follower, followee, accepted: n % 50 > 0);
        }
        for (var reader = 0; reader < Readers.Count; reader++)
        {
            var (_, follows, rare) = Readers[reader];
            // Those who post about once a year are the last tenth.
            var (from, among) = rare == 1 ? (size.People * 9 / 10, size.People / 10) : (0, size.People);
            for (var i = 0; i < Math.Min(follows, among); i++) Follow(size.People + reader, from + (int)((long)i * among / follows), accepted: true);
        }
        rows.Complete();

        void Follow(int follower, int followee, bool accepted)
        {
            var at = MadeOf(n % size.Follows, size.Follows);
            rows.StartRow();
            rows.Write(Id(5, n++, at));
            rows.Write(Person(follower));
            rows.Write(Person(followee));
            rows.Write(at);
            if (accepted) rows.Write(at);
            else rows.WriteNull();
        }
    }

    int[] CommentsOfPosts() => new PowerLaw(3).Shares(size.Comments, size.Posts, 5_000);

    void Comments(NpgsqlConnection connection)
    {
        using var rows = connection.BeginBinaryImport("COPY comments (id, post_id, author_id, parent_id, body, created_at, position) FROM STDIN (FORMAT BINARY)");
        var (law, n) = (new PowerLaw(4), 0L);
        var counts = CommentsOfPosts();
        for (var post = 0; post < size.Posts; post++)
        {
            var thread = Guid.Empty;
            for (var position = 1; position <= counts[post]; position++)
            {
                var id = Comment(n++);
                var answers = position % 4 == 0;
                if (!answers) thread = id;
                rows.StartRow();
                rows.Write(id);
                rows.Write(Post(post));
                rows.Write(Person(law.Few(size.People)));
                if (answers) rows.Write(thread);
                else rows.WriteNull();
                rows.Write($"What a view of the {Places[(post + position) % Places.Length]}, number {position}");
                rows.Write(Made(post));
                rows.Write((long)position);
            }
        }
        rows.Complete();
    }

    /// <summary>Nine of ten of posts, by Pareto's law; the rest of every tenth comment or so.</summary>
    void Likes(NpgsqlConnection connection)
    {
        using var rows = connection.BeginBinaryImport("COPY likes (id, user_id, post_id, comment_id, created_at) FROM STDIN (FORMAT BINARY)");
        var (law, n) = (new PowerLaw(5), 0L);
        var ofPosts = law.Shares(size.Likes / 10 * 9, size.Posts, size.People / 2);
        for (var post = 0; post < size.Posts; post++)
            foreach (var person in law.Different(ofPosts[post], size.People)) Like(person, Post(post), null);
        var rest = size.Likes - size.Likes / 10 * 9;
        for (var i = 0; i < rest; i++) Like(law.Below(size.People), null, Comment((long)i * size.Comments / rest));
        rows.Complete();

        void Like(int person, Guid? post, Guid? comment)
        {
            var at = MadeOf(n % size.Likes, size.Likes);
            rows.StartRow();
            rows.Write(Id(6, n++, at));
            rows.Write(Person(person));
            if (post is { } liked) rows.Write(liked);
            else rows.WriteNull();
            if (comment is { } said) rows.Write(said);
            else rows.WriteNull();
            rows.Write(at);
        }
    }
}
