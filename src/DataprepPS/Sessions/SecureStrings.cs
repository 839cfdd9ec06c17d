using System.Security;

namespace DataprepPS.Sessions;

/// <summary>Between plain strings and SecureStrings.</summary>
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

    /// <summary>The readable text, for somebody who asked for it in so many words.</summary>
    public static string Reveal(SecureString secret) => new System.Net.NetworkCredential(string.Empty, secret).Password;
}
