namespace PhotoShare.Web;

static class Problems
{
    /// <summary>An error for a program, as problem details (RFC 9457): a sentence that says what would be right.</summary>
    public static IResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
