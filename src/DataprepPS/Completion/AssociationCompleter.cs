using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace DataprepPS.Completion;

/// <summary>What the objects that a cmdlet reads can embed, for completion: servers learn new ones, so any other passes.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AssociationsAttribute(params string[] names) : Attribute
{
    /// <summary>The API's names; a dot leads into an association of an association.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}

/// <summary>Completes the associations that a cmdlet's class declares.</summary>
public sealed class AssociationCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var start = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return CommandTypes.Find(commandName)?.GetCustomAttribute<AssociationsAttribute>()?.Names
            .Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)).Select(name => new CompletionResult(name)) ?? [];
    }
}
