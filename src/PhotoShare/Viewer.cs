namespace PhotoShare;

/// <summary>Who asks. The first argument of every use case and of every query, so that nothing is ever read for nobody in particular.</summary>
/// <param name="Id">The signed-in person; <c>null</c> for a visitor.</param>
public readonly record struct Viewer(Guid? Id)
{
    public static Viewer Anonymous => default;

    public static Viewer Of(User user) => new(user.Id);

    public bool IsSignedIn => Id is not null;

    /// <summary>The signed-in person; refuses a visitor.</summary>
    public Guid Required => Id ?? throw Refused.Unauthenticated();
}
