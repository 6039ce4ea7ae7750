using System.Globalization;

namespace PhotoShare.Web;

static class When
{
    internal static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
