using GraphQL;

namespace PhotoShare.Web;

/// <summary>How an operation of the graph signs somebody in or out: by a cookie of its own answer, or by a token in it.</summary>
sealed class SignInDoor
{
    readonly GraphContext context;
    readonly string? tokenName;

    SignInDoor(GraphContext context, string? tokenName) => (this.context, this.tokenName) = (context, tokenName);

    /// <summary>Refuses a transport whose answer has no room for a cookie, before any password is looked at.</summary>
    public static SignInDoor Of(IResolveFieldContext field, string? tokenName)
    {
        var context = GraphContext.Of(field);
        return context.AnswersCookies || tokenName is not null
            ? new SignInDoor(context, tokenName)
            : throw Refused.Forbidden("A session begins and ends by a plain HTTP POST, whose answer can set its cookie.");
    }

    /// <summary>Counts an attempt at a password or a name; refuses one too many from the same address.</summary>
    public Task Attempt(CancellationToken ct) => context.Http.RequestServices.GetRequiredService<SignInAttempts>().Count(context.Http.Connection.RemoteIpAddress, ct);

    /// <summary>Signs in, for the rest of this operation too. Gives the token's text, if one was asked for.</summary>
    public async Task<string?> Enter(User user, AccessTokens tokens, CancellationToken ct)
    {
        context.SignedInAs = Viewer.Of(user);
        await context.Http.RequestServices.GetRequiredService<AccountDeletion>().ComeBack(user, Languages.Current.Name, ct);
        if (tokenName is not null) return (await tokens.Create(Viewer.Of(user), tokenName, ct)).Text;
        context.SessionId = (await context.Http.StartSession(user)).Id;
        return null;
    }

    public async Task Leave()
    {
        await context.Http.EndSession();
        (context.SignedInAs, context.SessionId) = (Viewer.Anonymous, null);
    }
}
