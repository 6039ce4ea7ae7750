using System.Text;
using Microsoft.AspNetCore.Components;
using QRCoder;

namespace PhotoShare.Web;

/// <summary>A QR code as one SVG path: no image to fetch, no script, sharp at any size.</summary>
static class QrCode
{
    /// <param name="text">What a camera reads.</param>
    /// <param name="label">What is said of it to who does not see it.</param>
    internal static MarkupString Svg(string text, string label)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var (rows, path) = (code.ModuleMatrix, new StringBuilder());
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows.Count; x++)
                if (rows[y][x]) path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        // Black on white in the dark as well, with the quiet zone that it comes with: some readers take nothing else.
        return new($"""<svg class="qr" viewBox="0 0 {rows.Count} {rows.Count}" width="220" height="220" role="img" aria-label="{System.Net.WebUtility.HtmlEncode(label)}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{rows.Count}v{rows.Count}H0z"/><path d="{path}"/></svg>""");
    }
}
