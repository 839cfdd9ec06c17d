namespace DataprepPS.Emulator;

/// <summary>The statuses of job groups and jobs, spelled as the API spells them.</summary>
public static class JobStatus
{
    public const string Created = "Created";
    public const string Pending = "Pending";
    public const string InProgress = "InProgress";
    public const string Complete = "Complete";
    public const string Failed = "Failed";
    public const string Canceled = "Canceled";

    internal static bool IsFinal(string status) => status is Complete or Failed or Canceled;
}
