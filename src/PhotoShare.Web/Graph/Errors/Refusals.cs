using GraphQL;

namespace PhotoShare.Web;

/// <summary>The domain's refusals in the words of the graph.</summary>
static class Refusals
{
    /// <summary>As a typed error of a mutation's payload; <c>null</c> for a kind that is no payload's.</summary>
    public static IError? ToError(this Refused refused) => refused.Kind switch
    {
        RefusalKind.Validation => new ValidationError(refused),
        RefusalKind.NotFound => new NotFoundError(refused),
        RefusalKind.Forbidden => new ForbiddenError(refused),
        RefusalKind.Conflict => new ConflictError(refused),
        RefusalKind.RateLimited => new RateLimitedError(refused),
        RefusalKind.UnsupportedMedia => new UnsupportedMediaError(refused),
        _ => null,
    };

    /// <summary>As an error beside the data, where there is no payload to carry it.</summary>
    public static ExecutionError ToExecutionError(this Refused refused)
    {
        var error = new ExecutionError(refused.Message) { Code = refused.Code, Extensions = [] };
        if (refused.Path is { } path) error.Extensions["input"] = path.Split('.');
        if (refused.RetryAfter is { } wait) error.Extensions["retryAfterSeconds"] = (int)Math.Ceiling(wait.TotalSeconds);
        return error;
    }
}
