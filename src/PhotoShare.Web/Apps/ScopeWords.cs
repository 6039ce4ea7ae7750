namespace PhotoShare.Web;

/// <summary>What scopes mean, for the people who are asked.</summary>
static class ScopeWords
{
    public static string Of(this Texts l, Scope scope) => scope switch
    {
        Scope.Read => l["See what you see: your feed, posts, people and news"],
        Scope.Write => l["Post, comment, like and save for you; change and delete what is yours"],
        Scope.Upload => l["Upload photos to your account"],
        Scope.Follow => l["Follow, accept followers, block and mute for you"],
        Scope.Email => l["See your e-mail address"],
        Scope.Admin => l["Moderate for you, where you may"],
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "A scope that nobody has put into words."),
    };
}
