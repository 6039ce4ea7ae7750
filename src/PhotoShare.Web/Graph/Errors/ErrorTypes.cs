using GraphQL;

namespace PhotoShare.Web;

/// <summary>Why something that was asked for was not done, and what would be right.</summary>
[Name("Error")]
public interface IError
{
    /// <summary>A sentence for people.</summary>
    string Message { get; }

    /// <summary>A stable word for programs, such as COMMENT_BODY.</summary>
    string Code { get; }

    /// <summary>The input it is about, from the mutation's input down; null when it is about the whole.</summary>
    IEnumerable<string>? Path { get; }
}

/// <summary>What every error takes from the domain's refusal.</summary>
public abstract class RefusalError(Refused refused) : IError
{
    /// <summary>A sentence for people.</summary>
    public string Message => refused.Message;

    /// <summary>A stable word for programs, such as COMMENT_BODY.</summary>
    public string Code => refused.Code;

    /// <summary>The input it is about, from the mutation's input down; null when it is about the whole.</summary>
    public IEnumerable<string>? Path => refused.Path?.Split('.');
}

/// <summary>An input is not as it should be.</summary>
[Implements(typeof(IError))]
public sealed class ValidationError(Refused refused) : RefusalError(refused)
{
    /// <summary>What is allowed, for programs: "length 1..2000" (characters), "count 1..10", "range -90..90", or "pattern" and a regular expression; null where no bound says it.</summary>
    public string? Constraint { get; } = refused.Constraint;
}

/// <summary>There is no such thing, or not for you: the two look the same.</summary>
[Implements(typeof(IError))]
public sealed class NotFoundError(Refused refused) : RefusalError(refused);

/// <summary>It is there, but it is not yours to change.</summary>
[Implements(typeof(IError))]
public sealed class ForbiddenError(Refused refused) : RefusalError(refused);

/// <summary>It does not go with how things stand: a name that is taken, a photo that is posted already.</summary>
[Implements(typeof(IError))]
public sealed class ConflictError(Refused refused) : RefusalError(refused);

/// <summary>Too often; ask again later.</summary>
[Implements(typeof(IError))]
public sealed class RateLimitedError(Refused refused) : RefusalError(refused)
{
    /// <summary>Whole seconds until it is worth asking again.</summary>
    public int RetryAfterSeconds { get; } = (int)Math.Ceiling(refused.RetryAfter?.TotalSeconds ?? 60);
}

/// <summary>The file is not a photo that can be taken.</summary>
[Implements(typeof(IError))]
public sealed class UnsupportedMediaError(Refused refused) : RefusalError(refused)
{
    /// <summary>What may be sent.</summary>
    public IEnumerable<string> AllowedContentTypes => Announcement.AllowedContentTypes;

    /// <summary>Bytes that a file may have at most.</summary>
    public double MaxByteSize([FromServices] Settings settings) => settings.Uploads.MaxBytes;
}
