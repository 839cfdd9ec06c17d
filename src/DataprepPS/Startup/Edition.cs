namespace DataprepPS.Startup;

/// <summary>Whether this is PowerShell on .NET, or Windows PowerShell on .NET Framework.</summary>
internal static class Edition
{
    public static bool IsCore { get; } = typeof(object).Assembly.GetName().Name == "System.Private.CoreLib";
}
