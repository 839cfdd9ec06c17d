using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Text.RegularExpressions;

using DataprepPS.Client.Resources;
using DataprepPS.Pipeline;
using DataprepPS.Sessions;

namespace DataprepPS.Completion;

/// <summary>
/// Completes ids and names from the server: -FlowId with flows, -Id and -Name with what the cmdlet is about. An id is found by
/// its digits or by any part of the name. A slow server has no names this time; the next Tab has them.
/// </summary>
public sealed class ResourceCompleter : IArgumentCompleter
{
    // Longer than this, somebody who pressed Tab takes the shell for dead.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        var known = Known(NounOf(commandName, parameterName), (fakeBoundParameters["Session"] as DpSession) ?? SessionStore.Current);
        return parameterName.EndsWith("Id", StringComparison.OrdinalIgnoreCase)
            ? known.Where(suggestion => IsMeant(suggestion, word)).Select(suggestion => new CompletionResult(
                $"{suggestion.Id}", $"{suggestion.Id} {suggestion.Label}", CompletionResultType.ParameterValue, suggestion.Label))
            : known.Where(suggestion => suggestion.Name?.StartsWith(word, StringComparison.OrdinalIgnoreCase) == true).OrderBy(suggestion => suggestion.Name, StringComparer.CurrentCultureIgnoreCase)
                .Select(suggestion => new CompletionResult(Quoted(suggestion.Name!), suggestion.Name, CompletionResultType.ParameterValue, $"{suggestion.Id} {suggestion.Label}"));
    }

    private static bool IsMeant(Suggestion suggestion, string word) =>
        $"{suggestion.Id}".StartsWith(word, StringComparison.Ordinal) || suggestion.Label.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    // What a parameter declares; else -Name is the cmdlet's own, and others have the noun in their name.
    private static string NounOf(string commandName, string parameterName)
    {
        var declared = CommandTypes.Find(commandName)?.GetProperty(parameterName, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.GetCustomAttribute<ResourceIdAttribute>()?.Name ?? parameterName;
        var noun = Regex.Match(declared, "^(?:New|Input)?(.+)Id$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant).Groups[1].Value;
        // The API's person is our user.
        return noun == "Person" ? "User" : noun.Length > 0 ? noun : commandName.Substring(commandName.IndexOf("-Dp", StringComparison.OrdinalIgnoreCase) + 3);
    }

    private static IReadOnlyList<Suggestion> Known(string noun, DpSession? session)
    {
        if (session is not { IsConnected: true })
        {
            return [];
        }

        var answer = session.Client.Suggestions.GetAsync(noun);
        return answer.IsCompleted || ((IAsyncResult)answer).AsyncWaitHandle.WaitOne(Patience) ? answer.GetAwaiter().GetResult() : [];
    }

    private static string Quoted(string name) => name.All(char.IsLetterOrDigit) ? name : $"'{WildcardPattern.Escape(name).Replace("'", "''")}'";
}
