using System.Security;

namespace DataprepPS.Sessions;

/// <summary>Turns a plain string into a SecureString.</summary>
internal static class SecureStrings
{
    public static SecureString From(string plain)
    {
        var secure = new SecureString();
        foreach (var character in plain)
        {
            secure.AppendChar(character);
        }

        secure.MakeReadOnly();
        return secure;
    }
}
