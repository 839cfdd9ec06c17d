using DataprepPS.Client.Http;

namespace DataprepPS.Client.Resources;

/// <summary>Nothing of that id is in the list, and the API has no other way to read one.</summary>
public sealed class NotListedException : DataprepException
{
    internal NotListedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public override string ErrorId => "DpNotFound";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.NotFound;

    /// <inheritdoc/>
    public override string RecommendedAction => "Check the id: what one has no access to is not listed either.";
}
