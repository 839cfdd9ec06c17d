using System;
using System.Collections.Generic;

namespace DataprepPS.Client.JobGroups;

/// <summary>
/// The statuses of job groups and jobs, and which of them are ends. Anything unknown is not an end: a wait
/// goes on rather than take a new word for success.
/// </summary>
public static class JobGroupStatus
{
    /// <summary>Accepted, not yet at work.</summary>
    public const string Created = "Created";

    /// <summary>Waiting for its turn; older releases.</summary>
    public const string Pending = "Pending";

    /// <summary>At work.</summary>
    public const string InProgress = "InProgress";

    /// <summary>Ended well.</summary>
    public const string Complete = "Complete";

    /// <summary>Ended badly.</summary>
    public const string Failed = "Failed";

    /// <summary>Ended by a user.</summary>
    public const string Canceled = "Canceled";

    /// <summary>All that are known.</summary>
    public static IReadOnlyList<string> All { get; } = [Created, Pending, InProgress, Complete, Failed, Canceled];

    /// <summary>True for Complete, Failed and Canceled.</summary>
    public static bool IsFinished(string? status) => Is(status, Complete) || Is(status, Failed) || Is(status, Canceled);

    /// <summary>True for Complete.</summary>
    public static bool IsSuccess(string? status) => Is(status, Complete);

    internal static bool Is(string? status, string known) => string.Equals(status, known, StringComparison.OrdinalIgnoreCase);

    internal static bool IsKnown(string? status)
    {
        foreach (var known in All)
        {
            if (Is(status, known))
            {
                return true;
            }
        }

        return false;
    }
}
