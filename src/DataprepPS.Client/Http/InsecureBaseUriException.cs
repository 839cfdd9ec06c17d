using System;

namespace DataprepPS.Client.Http;

/// <summary>Plain http to another machine would show the token to everybody in between.</summary>
public sealed class InsecureBaseUriException : DataprepException
{
    internal InsecureBaseUriException(Uri baseUri)
        : base($"{baseUri} is plain http to another machine: the token would travel unprotected.")
    {
    }

    /// <inheritdoc/>
    public override string ErrorId => "DpInsecureBaseUri";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.Permission;

    /// <inheritdoc/>
    public override string RecommendedAction => "Use https, or -AllowInsecure if you accept that.";
}
