using System;

namespace DataprepPS.Completion;

/// <summary>Finds the class of a cmdlet whose parameter is being completed, for what it declares.</summary>
internal static class CommandTypes
{
    /// <summary>The class; null for another module's command.</summary>
    public static Type? Find(string commandName) =>
        typeof(CommandTypes).Assembly.GetType($"DataprepPS.Commands.{commandName.Replace("-", string.Empty)}Command", throwOnError: false, ignoreCase: true);
}
