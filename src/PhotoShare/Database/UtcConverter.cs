using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PhotoShare;

/// <summary>Every time in the database is UTC, and says so when it is read.</summary>
sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    time => time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime(),
    time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
