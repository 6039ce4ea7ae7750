namespace PhotoShare;

/// <summary>Who asks. The first argument of every use case and of every query, so that nothing is ever read for nobody in particular.</summary>
/// <param name="Id">The signed-in person; <c>null</c> for a visitor.</param>
/// <param name="Moderates">Whether they moderated when they were asked who they are. A query that it widens asks the database once more.</param>
public readonly record struct Viewer(Guid? Id, bool Moderates = false)
{
    public static Viewer Anonymous => default;

    public static Viewer Of(User user) => new(user.Id, user.Role != UserRole.Member);

    public bool IsSignedIn => Id is not null;

    /// <summary>The same person without what moderators see, for what they do as anybody else.</summary>
    public Viewer AsMember => this with { Moderates = false };

    /// <summary>The signed-in person; refuses a visitor.</summary>
    public Guid Required => Id ?? throw Refused.Unauthenticated();
}
