namespace PhotoShare;

/// <summary>
/// An expected failure: what a person asked for and does not get. Doors translate it once (a typed error in the graph,
/// a line beside the field in a form, an exit code on the command line). Everything else that is thrown is a bug.
/// </summary>
/// <param name="code">A stable word for programs, e.g. <c>COMMENT_BODY</c>.</param>
/// <param name="message">A sentence for people that says what would be right.</param>
/// <param name="path">The input it is about, e.g. <c>body</c>; <c>null</c> when it is about the whole.</param>
/// <param name="kind">Which of the graph's error types carries it.</param>
public sealed class Refused(string code, Sentence message, string? path = null, RefusalKind kind = RefusalKind.Validation) : Exception(message.ToString())
{
    public string Code => code;

    /// <summary><see cref="Exception.Message"/>, for a door that speaks another language.</summary>
    public Sentence Sentence => message;
    public string? Path => path;
    public RefusalKind Kind => kind;

    /// <summary>What is allowed, for programs: <c>length 1..2000</c>, <c>count 1..10</c>, <c>range -90..90</c>, <c>pattern</c> with a regular expression; <c>null</c> where no bound says it.</summary>
    public string? Constraint { get; init; }

    /// <summary>Whom it is about, where that is not who asked: a door may use it and tells it nobody.</summary>
    public Guid? About { get; init; }

    /// <summary>When it is worth asking again; only with <see cref="RefusalKind.RateLimited"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Not there, or not for this viewer: from outside the two look the same.</summary>
    public static Refused NotFound(Sentence message, string? path = null) => new("NOT_FOUND", message, path, RefusalKind.NotFound);

    public static Refused Forbidden(Sentence message, string? path = null) => new("FORBIDDEN", message, path, RefusalKind.Forbidden);

    public static Refused Conflict(string code, Sentence message, string? path = null) => new(code, message, path, RefusalKind.Conflict);

    public static Refused Unauthenticated() => new("UNAUTHENTICATED", "Sign in first.", kind: RefusalKind.Unauthenticated);
}

/// <summary>The families of refusal, one per error type of the graph.</summary>
public enum RefusalKind { Validation, NotFound, Forbidden, Conflict, RateLimited, UnsupportedMedia, Unauthenticated }
