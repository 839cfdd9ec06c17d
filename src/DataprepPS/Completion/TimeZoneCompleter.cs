using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

using DataprepPS.Client.Schedules;

namespace DataprepPS.Completion;

/// <summary>Completes names of time zones, by any part of them, as the API takes them; the tip shows the hours from UTC.</summary>
public sealed class TimeZoneCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return TimeZoneInfo.GetSystemTimeZones()
            .Select(zone => (Name: TimeZoneNames.OfMachine(zone), zone.DisplayName))
            .Where(zone => zone.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0 || zone.DisplayName.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
            .GroupBy(zone => zone.Name)
            .OrderBy(zone => zone.Key, StringComparer.OrdinalIgnoreCase)
            .Select(zone => new CompletionResult(zone.Key, zone.Key, CompletionResultType.ParameterValue, zone.First().DisplayName));
    }
}
