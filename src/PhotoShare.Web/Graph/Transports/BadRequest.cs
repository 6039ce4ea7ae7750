namespace PhotoShare.Web;

/// <summary>A request that is no GraphQL request: answered with a status and a sentence, before anything runs.</summary>
sealed class BadRequest(int status, string message) : Exception(message)
{
    public int Status => status;

    public static BadRequest Malformed(string message) => new(StatusCodes.Status400BadRequest, message);
}
