namespace DataprepPS.Builds;

/// <summary>GitHub Actions: workflow commands in lines that begin with two colons, and files that its variables name.</summary>
internal sealed class GitHubActions : BuildHost
{
    public override string End => "::endgroup::";

    public override string Begin(string title) => $"::group::{Data(title)}";

    public override string Issue(bool isError, string title, string code, string message) => $"::{(isError ? "error" : "warning")} title={Property(title)}::{Data(message)}";

    public override string? Summarise(string markdown)
    {
        if (Variable("GITHUB_STEP_SUMMARY") is { } path)
        {
            Append(path, markdown + "\n");
        }

        return null;
    }

    public override string? SetOutput(BuildOutput output)
    {
        if (Variable("GITHUB_OUTPUT") is { } path)
        {
            Append(path, $"{output.Name}={output.Value}\n");
        }

        return null;
    }

    private static string Data(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");
}
