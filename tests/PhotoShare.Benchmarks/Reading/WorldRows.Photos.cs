using System.Text.Json;
using Npgsql;
using PhotoShare.Media;

namespace PhotoShare.Benchmarks;

/// <summary>One photo for each post.</summary>
partial class WorldRows
{
    void Photos(NpgsqlConnection connection)
    {
        using var rows = connection.BeginBinaryImport("COPY photos (id, owner_id, post_id, position, status, file_name, content_type, byte_size, part_size, width, height, renditions, rendition_bytes, attempts, created_at, ready_at, placeholder, dominant_color, show_camera, show_location) FROM STDIN (FORMAT BINARY)");
        var n = 0;
        foreach (var author in Authors())
        {
            var id = Id(4, n, Made(n));
            rows.StartRow();
            rows.Write(id);
            rows.Write(Person(author));
            rows.Write(Post(n));
            rows.Write(0);
            rows.Write("Ready");
            rows.Write("photo.jpg");
            rows.Write("image/jpeg");
            rows.Write(3_000_000L);
            rows.Write(0);
            rows.Write(4_000);
            rows.Write(3_000);
            rows.Write(RenditionsOf(id));
            rows.Write(900_000L);
            rows.Write(1);
            rows.Write(Made(n));
            rows.Write(Made(n));
            rows.Write("IQgOBYAA");
            rows.Write(8_421_504);
            rows.Write(false);
            rows.Write(false);
            n++;
        }
        rows.Complete();
    }

    static readonly int[] Widths = [320, 640, 1080, 2048];

    static string RenditionsOf(Guid photo) => JsonSerializer.Serialize(
        Widths.Select(width => new Rendition($"renditions/{photo:n}/{width}.webp", width, width * 3 / 4, RenditionFormat.Webp, RenditionCrop.None, 90L * width)).ToList(), MediaJson.Default.ListRendition);
}
