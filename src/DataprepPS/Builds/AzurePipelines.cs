using System;
using System.IO;

namespace DataprepPS.Builds;

/// <summary>Azure DevOps: logging commands anywhere in a line, and formatting commands at its beginning.</summary>
internal sealed class AzurePipelines : BuildHost
{
    public override string End => "##[endgroup]";

    // Not a logging command: nothing in it is unescaped, so what it cannot hold is replaced.
    public override string Begin(string title) => $"##[group]{LogText.Line(title)}";

    public override string Issue(bool isError, string title, string code, string message) =>
        $"##vso[task.logissue type={(isError ? "error" : "warning")};code={Property(code)}]{Data(message)}";

    public override string Summarise(string markdown)
    {
        // It is read when the step has ended, and its folder goes with the job.
        var path = Path.Combine(Variable("AGENT_TEMPDIRECTORY") ?? Path.GetTempPath(), $"dataprep-{Guid.NewGuid():N}.md");
        Append(path, markdown);
        return $"##vso[task.uploadsummary]{Data(path)}";
    }

    public override string SetOutput(BuildOutput output) => $"##vso[task.setvariable variable={Property(output.Variable)};isOutput=true]{Data(output.Value)}";

    private static string Data(string text) => text.Replace("%", "%AZP25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace("]", "%5D").Replace(";", "%3B");
}
