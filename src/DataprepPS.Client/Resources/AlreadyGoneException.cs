using DataprepPS.Client.Http;

namespace DataprepPS.Client.Resources;

/// <summary>What was to be removed is not there: it never was, or somebody removed it before.</summary>
public sealed class AlreadyGoneException : DataprepException
{
    internal AlreadyGoneException(ApiException cause)
        : base(cause.Message, cause)
    {
        ErrorId = cause.Name is null ? "DpAlreadyGone" : $"{cause.Name},DpAlreadyGone";
        StatusCode = cause.StatusCode;
        RequestId = cause.RequestId;
        Method = cause.Method;
        Path = cause.Path;
    }

    internal AlreadyGoneException(string message)
        : base(message) => ErrorId = "DpAlreadyGone";

    /// <inheritdoc/>
    public override string ErrorId { get; }

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.NotFound;

    /// <inheritdoc/>
    public override string RecommendedAction => "Nothing is left to do. -ErrorAction Ignore makes a script that cleans up take this as done.";
}
