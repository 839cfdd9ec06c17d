using System.Management.Automation;

using DataprepPS.Sessions;

namespace DataprepPS.Startup;

/// <summary>
/// All that happens at import: the resolver is registered. PowerShell calls this before it looks at the
/// cmdlets, and again when the module is imported another time.
/// </summary>
public sealed class ModuleAssembly : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Called by PowerShell on import.</summary>
    public void OnImport() => DependencyResolver.Register();

    /// <summary>Called by PowerShell on removal: closes this runspace's session.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        SessionStore.Close();
        DependencyResolver.Unregister();
    }
}
