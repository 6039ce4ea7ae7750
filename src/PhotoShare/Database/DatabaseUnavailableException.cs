using System.Data.Common;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>The database is away, or has no connection to spare.</summary>
public sealed class DatabaseUnavailableException(Exception cause) : UnavailableException($"The database can't be used at the moment: {WhatItSaid(cause)}", cause)
{
    /// <summary>The first line of what the database or the way to it said, whatever it is wrapped in.</summary>
    internal static string WhatItSaid(Exception failure) =>
        (failure is DbException or { InnerException: null } ? failure.Message : WhatItSaid(failure.InnerException!)).Split('\n')[0].Trim();
}
