namespace PhotoShare;

/// <summary>Who asks. The first argument of every use case and of every query, so that nothing is ever read for nobody in particular.</summary>
public readonly record struct Viewer
{
    readonly Guid? id;
    readonly bool moderates;
    readonly bool isUnknown;

    /// <param name="id">The signed-in person; <c>null</c> for a visitor.</param>
    /// <param name="moderates">Whether they moderated when they were asked who they are. A query that it widens asks the database once more.</param>
    public Viewer(Guid? id, bool moderates = false) => (this.id, this.moderates) = (id, moderates);

    Viewer(bool isUnknown) => this.isUnknown = isUnknown;

    public static Viewer Anonymous => default;

    /// <summary>
    /// In place of many viewers, of whom it is not known yet whether it matters who they are: whoever asks gets a
    /// <see cref="ViewerUnknownException"/>. What is answered all the same is the answer for each of them.
    /// </summary>
    public static Viewer Unknown => new(isUnknown: true);

    /// <summary>The signed-in person; <c>null</c> for a visitor.</summary>
    public Guid? Id
    {
        get => isUnknown ? throw new ViewerUnknownException() : id;
        init => id = value;
    }

    /// <summary>Whether they moderated when they were asked who they are.</summary>
    public bool Moderates
    {
        get => isUnknown ? throw new ViewerUnknownException() : moderates;
        init => moderates = value;
    }

    public static Viewer Of(User user) => new(user.Id, user.Role != UserRole.Member);

    public bool IsSignedIn => Id is not null;

    /// <summary>The same person without what moderators see, for what they do as anybody else.</summary>
    public Viewer AsMember => this with { Moderates = false };

    /// <summary>The signed-in person; refuses a visitor.</summary>
    public Guid Required => Id ?? throw Refused.Unauthenticated();

    // What a record says of itself are its properties, and one of these is another viewer.
    public override string ToString() => isUnknown ? "anybody" : id is null ? "a visitor" : moderates ? $"{id}, who moderates" : $"{id}";
}

/// <summary>An answer depends on who asks, and was asked for in the name of <see cref="Viewer.Unknown"/>.</summary>
public sealed class ViewerUnknownException() : InvalidOperationException("The answer depends on who asks.");
