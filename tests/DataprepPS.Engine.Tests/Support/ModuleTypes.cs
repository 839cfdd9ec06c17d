using System.Linq;
using System.Reflection;

namespace DataprepPS.Engine.Tests.Support;

/// <summary>The module's own assembly, as PowerShell loaded it.</summary>
internal static class ModuleTypes
{
    public static Assembly Assembly { get; } = Cmdlets.All.First().ImplementingType.Assembly;
}
