using System.Globalization;

namespace PhotoShare.Web;

static class When
{
    /// <summary>How long ago, as short as it can be said: <c>now</c>, <c>5 min</c>, <c>3 h</c>, <c>6 d</c>, then the date.</summary>
    internal static string Ago(DateTime time)
    {
        var now = DateTime.UtcNow;
        var ago = now - time;
        return ago switch
        {
            { TotalMinutes: < 1 } => "now",
            { TotalHours: < 1 } => $"{(int)ago.TotalMinutes} min",
            { TotalDays: < 1 } => $"{(int)ago.TotalHours} h",
            { TotalDays: < 7 } => $"{(int)ago.TotalDays} d",
            _ => time.ToString(time.Year == now.Year ? "d MMM" : "d MMM yyyy", CultureInfo.InvariantCulture),
        };
    }

    internal static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
