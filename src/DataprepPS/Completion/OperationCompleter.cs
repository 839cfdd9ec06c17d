using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

using DataprepPS.Client.Api;

namespace DataprepPS.Completion;

/// <summary>Completes operation ids, by any part of them; the tip shows method and path.</summary>
public sealed class OperationCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return OperationCatalogue.All
            .Where(operation => operation.Id.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
            .OrderBy(operation => !operation.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .ThenBy(operation => operation.Id, StringComparer.OrdinalIgnoreCase)
            .Select(operation => new CompletionResult(operation.Id, operation.Id, CompletionResultType.ParameterValue, operation.ToString()));
    }
}
