using System.Globalization;
using System.Text.Json;

namespace PhotoShare.Web;

/// <summary>Tells browsers, one at a time, what their people do not know yet.</summary>
sealed class PushWorker(IServiceScopeFactory scopes, IEventBus events, PushSender sender, Texts texts, ILogger<PushWorker> log) : HintedWorker<NotificationsChanged>(events, TimeSpan.FromSeconds(5), log)
{
    protected override async Task<bool> DoNext(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var pushing = scope.ServiceProvider.GetRequiredService<Pushing>();
        if (await pushing.Claim(stopping) is not { } claim) return false;
        var viewer = new Viewer(claim.Subscription.UserId);
        if (await scope.ServiceProvider.GetRequiredService<PhotoShareDb>().UnreadSince(viewer, claim.Since, stopping) is not { } card)
        {
            await pushing.Told(claim, stopping);
            return true;
        }
        var (outcome, after) = await sender.Send(claim.Subscription, TextOf(card, claim.Subscription.Language), stopping);
        // What was sent is sent, also when the server stops.
        await (outcome switch
        {
            PushOutcome.Sent => pushing.Told(claim, CancellationToken.None),
            PushOutcome.Gone => pushing.Gone(claim, CancellationToken.None),
            _ => pushing.Fault(claim, after, CancellationToken.None),
        });
        if (outcome == PushOutcome.Later) log.LogWarning("Attempt {Attempt} to push to {Service} failed.", claim.Attempt, new Uri(claim.Subscription.Endpoint).Host);
        return true;
    }

    /// <summary>No more than the page of notifications says.</summary>
    string TextOf(NotificationCard card, string language)
    {
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        return JsonSerializer.Serialize(new { title = "PhotoShare", body = texts.Told(card), url = card.Url, tag = card.Notification.Id });
    }
}
