using PhotoShare.Media;

namespace PhotoShare.Web;

static class Problems
{
    /// <summary>An error for a program, as problem details (RFC 9457): a sentence that says what would be right.</summary>
    public static IResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    /// <summary>What to tell whoever asked when something that this instance stands on is away.</summary>
    public const string UnavailableCode = "UNAVAILABLE", Unavailable = "A part of this service does not answer just now. Try again in a moment.";

    /// <summary>Seconds until it is worth asking again.</summary>
    public const int UnavailableFor = 5;

    /// <summary>Says of an answer with 503 what a program needs to come back.</summary>
    public static void Tell(ProblemDetailsContext problem)
    {
        if (problem.Exception is not UnavailableException) return;
        problem.ProblemDetails.Detail = Unavailable;
        problem.ProblemDetails.Extensions["code"] = UnavailableCode;
    }
}
