namespace DataprepPS.Client.Pacing;

/// <summary>
/// The documented quota of an endpoint class, in calls per minute. It holds only until the server has said
/// something better: the vendor reserves the right to change limits at any time.
/// </summary>
internal sealed class RateQuota(int user, int workspace)
{
    public int User { get; } = user;

    public int Workspace { get; } = workspace;

    /// <summary>What one process may spend if nobody else does.</summary>
    public int Lower => User < Workspace ? User : Workspace;
}
