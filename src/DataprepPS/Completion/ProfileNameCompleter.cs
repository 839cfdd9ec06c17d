using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

using DataprepPS.Client.Http;
using DataprepPS.Client.Sessions;

namespace DataprepPS.Completion;

/// <summary>Completes names of profiles; the tip shows where each leads.</summary>
public sealed class ProfileNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var start = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return Profiles()
            .Where(profile => profile.Name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(profile => new CompletionResult(Quoted(profile.Name), profile.Name, CompletionResultType.ParameterValue, profile.BaseUri.AbsoluteUri));
    }

    private static IReadOnlyList<SessionProfile> Profiles()
    {
        try
        {
            return new ProfileFile().Read();
        }
        catch (DataprepException)
        {
            // Whoever presses Tab wants names, not errors.
            return [];
        }
    }

    private static string Quoted(string name) => name.All(char.IsLetterOrDigit) ? name : $"'{name.Replace("'", "''")}'";
}
