using System.Text.Json;

namespace PhotoShare.Web;

/// <summary>The people of the demo and what they show and say, as written in <c>Demo/world.json</c>, oldest post first.</summary>
/// <param name="AltTexts">What each photograph shows, by its file name.</param>
sealed record DemoWorld(IReadOnlyList<DemoPerson> People, IReadOnlyDictionary<string, string> AltTexts, IReadOnlyList<DemoPost> Posts)
{
    /// <summary>How old the world is when it is made.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(45);

    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Demo");

    public static async Task<DemoWorld> Read(CancellationToken ct)
    {
        await using var file = File.OpenRead(Path.Combine(Folder, "world.json"));
        return await JsonSerializer.DeserializeAsync<DemoWorld>(file, JsonSerializerOptions.Web, ct)
            ?? throw new InvalidDataException("Demo/world.json is empty.");
    }

    /// <summary>The others who see what somebody posts.</summary>
    public IEnumerable<string> AudienceOf(string name)
    {
        var author = People.Single(person => person.Name == name);
        return author.Accepts ?? People.Select(person => person.Name).Where(other => other != name);
    }

    public static Stream Open(string photo) => File.OpenRead(Path.Combine(Folder, "photos", photo));
}

/// <param name="Follows">The names of those whom this person follows, or asks to.</param>
/// <param name="Accepts">Of a private account: whose request was answered with yes.</param>
sealed record DemoPerson(string Name, string DisplayName, string Bio, bool IsPrivate, IReadOnlyList<string> Follows, IReadOnlyList<string>? Accepts)
{
    public string Email => $"{Name}@demo.example";
}

/// <param name="Place">Where it is; most posts do not say.</param>
sealed record DemoPost(string By, IReadOnlyList<string> Photos, NewPlace? Place, string Caption, IReadOnlyList<DemoComment> Comments);

sealed record DemoComment(string By, string Text, IReadOnlyList<DemoComment>? Replies);
