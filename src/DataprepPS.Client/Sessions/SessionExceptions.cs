using System;

using DataprepPS.Client.Http;

namespace DataprepPS.Client.Sessions;

/// <summary>The refresh token is used up or was refused: the session cannot be carried on, and a user has to make a new pair.</summary>
public sealed class SessionExpiredException : DataprepException
{
    internal SessionExpiredException(string message, string recommendedAction)
        : base(message)
    {
        RecommendedAction = recommendedAction;
    }

    /// <inheritdoc/>
    public override string ErrorId => "DpSessionExpired";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.Authentication;

    /// <inheritdoc/>
    public override string RecommendedAction { get; }
}

/// <summary>A vault does not give or take the token.</summary>
public sealed class TokenStoreException : DataprepException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What happened to which secret.</param>
    /// <param name="recommendedAction">What to do, as a full sentence.</param>
    /// <param name="innerException">The vault's own error.</param>
    public TokenStoreException(string message, string recommendedAction, Exception? innerException = null)
        : base(message, innerException)
    {
        RecommendedAction = recommendedAction;
    }

    /// <inheritdoc/>
    public override string ErrorId => "DpVaultFailed";

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.Authentication;

    /// <inheritdoc/>
    public override string RecommendedAction { get; }

    internal TokenStoreException Masked(Func<string, string> mask) => mask(ToString()) == ToString()
        ? this
        : new TokenStoreException(mask(Message), RecommendedAction);
}

/// <summary>A profile that is not there, or a file of profiles that cannot be used.</summary>
public sealed class ProfileException : DataprepException
{
    internal ProfileException(string errorId, ErrorKind kind, string message, string recommendedAction, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Kind = kind;
        RecommendedAction = recommendedAction;
    }

    /// <inheritdoc/>
    public override string ErrorId { get; }

    /// <inheritdoc/>
    public override ErrorKind Kind { get; }

    /// <inheritdoc/>
    public override string RecommendedAction { get; }
}
