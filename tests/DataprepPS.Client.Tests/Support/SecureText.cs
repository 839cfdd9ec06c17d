using System.Security;

namespace DataprepPS.Client.Tests.Support;

internal static class SecureText
{
    public static SecureString Of(string text)
    {
        var secure = new SecureString();
        foreach (var character in text)
        {
            secure.AppendChar(character);
        }

        return secure;
    }
}
