using System.Runtime.CompilerServices;

namespace PhotoShare.Tests;

/// <summary>Some people of a house who do whatever a list of people needs, made once because an account takes its time.</summary>
sealed class Crowd(IReadOnlyList<Person> people)
{
    const int Size = 8;
    static readonly ConditionalWeakTable<House, Task<Crowd>> Known = [];

    public IReadOnlyList<Person> People => people;

    public static Task<Crowd> Of(House house) => Known.GetValue(house, async house =>
    {
        var people = new List<Person>();
        for (var i = 0; i < Size; i++) people.Add(await house.Somebody());
        return new Crowd(people);
    });

    /// <summary>A list of those of them who do something.</summary>
    public ListWorld List(Person reader, string around, string field, Func<Person, Task> join, Func<Person, Task> leave)
    {
        var waiting = new Queue<Person>(people);
        return new(reader, around, field,
            async () =>
            {
                var next = waiting.Dequeue();
                await join(next);
                return next.NodeId;
            },
            async id =>
            {
                var gone = people.Single(person => person.NodeId == id);
                await leave(gone);
                waiting.Enqueue(gone);
            });
    }
}

static class Deeds
{
    public static Task Unfollow(this Person person, Person whom) => person.House.Use<Follows>(follows => follows.Unfollow(person.Viewer, whom.Viewer.Required, default));

    public static Task DeletePost(this Person person, Guid post) => person.House.Use<Posts>(posts => posts.Delete(person.Viewer, post, default));

    /// <summary>A post with something in everything that a post has.</summary>
    public static async Task<Guid> AddFullPost(this Person person, string tag = "full")
    {
        var house = person.House;
        var post = await person.AddQuickPost($"Look, @ann and @bob: #{tag} #more");
        var comment = await house.Bob.AddComment(post, "First");
        await house.Ann.AddComment(post, "Reply", comment);
        await house.Carol.AddComment(post, "Second");
        await house.Use<Likes>(likes => likes.LikePost(house.Ann.Viewer, post, default));
        await house.Use<Likes>(likes => likes.LikeComment(house.Ann.Viewer, comment, default));
        return post;
    }
}
