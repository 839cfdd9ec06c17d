using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace DataprepPS.Builds;

/// <summary>
/// The service that runs a build and reads its output for commands: what it shows as a group, as an error beside the log, and as
/// a summary. Each text is escaped by the service's own rules, so that a text never becomes a command.
/// </summary>
internal abstract class BuildHost
{
    /// <summary>The service this process runs under, by the variables that it documents; null elsewhere.</summary>
    public static BuildHost? Current =>
        IsTrue("GITHUB_ACTIONS") ? new GitHubActions() : IsTrue("TF_BUILD") ? new AzurePipelines() : null;

    /// <summary>The line after which the log is folded.</summary>
    public abstract string Begin(string title);

    public abstract string End { get; }

    /// <summary>The line that makes an error or warning of its own.</summary>
    /// <param name="isError">Whether it is an error.</param>
    /// <param name="title">What it is about, in a few words.</param>
    /// <param name="code">The error id.</param>
    /// <param name="message">The whole of it.</param>
    public abstract string Issue(bool isError, string title, string code, string message);

    /// <summary>Adds to the summary of the step, and returns the line that does it where the service wants one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public abstract string? Summarise(string markdown);

    /// <summary>Sets an output of the step, and returns the line that does it where the service wants one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public abstract string? SetOutput(BuildOutput output);

    private protected static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private protected static void Append(string path, string text) => File.AppendAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    private static bool IsTrue(string variable) => string.Equals(Variable(variable), "true", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What later steps of a build may want to know: ids, so there is nothing to escape.</summary>
internal sealed class BuildOutput(string name, System.Collections.Generic.IEnumerable<long> ids)
{
    /// <summary>In words joined by dashes, as GitHub writes names.</summary>
    public string Name { get; } = name;

    /// <summary>The ids with commas between.</summary>
    public string Value { get; } = string.Join(",", ids);

    /// <summary>In one word, as variables of Azure DevOps are written.</summary>
    public string Variable => "Dataprep" + CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Name).Replace("-", string.Empty);
}
