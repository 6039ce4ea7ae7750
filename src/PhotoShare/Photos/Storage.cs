using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>The room that a person's originals may take together. What is announced counts: it is on its way.</summary>
public sealed class Storage(PhotoShareDb db, Settings settings)
{
    /// <summary>Refuses when so many bytes more would be too much.</summary>
    /// <param name="path">The input that brings them.</param>
    internal async Task CheckRoom(Guid owner, long bytes, string? path, CancellationToken ct)
    {
        var limit = settings.Uploads.MaxBytesPerPerson;
        if (await db.Photos.Where(p => p.OwnerId == owner).SumAsync(p => p.ByteSize, ct) + bytes <= limit) return;
        throw Refused.Conflict("STORAGE_FULL", $"Your photos may take {limit / (1024 * 1024)} MB together, and with this one they would take more. Delete some first.", path);
    }
}
