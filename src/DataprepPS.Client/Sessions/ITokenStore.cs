using System.Security;
using System.Threading.Tasks;

namespace DataprepPS.Client.Sessions;

/// <summary>
/// Where a refresh token rests between sessions and processes: one text, read and replaced as a whole. What it holds is
/// the store's business; how it is kept safe is the vault's.
/// </summary>
public interface ITokenStore
{
    /// <summary>What users call it: <c>the secret "dataprep" of the vault "Work"</c>. Also what its lock across processes is named by.</summary>
    string Name { get; }

    /// <summary>The command that puts another token in.</summary>
    string HowToReplace { get; }

    /// <summary>Reads the text.</summary>
    /// <exception cref="TokenStoreException">There is none, or the vault does not give it.</exception>
    Task<SecureString> ReadAsync();

    /// <summary>Replaces the text.</summary>
    /// <exception cref="TokenStoreException">The vault did not take it.</exception>
    Task WriteAsync(SecureString text);
}
