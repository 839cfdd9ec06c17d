using System;

using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Http;

/// <summary>
/// When a call may be sent again. A read may after anything transient; a run may too, because its execution
/// id keeps the server from acting twice; any other change only when the server cannot have acted.
/// </summary>
internal static class RetryRule
{
    public static bool MayRepeat(Effect effect, Exception error) => error switch
    {
        ConnectionFailedException { Final: true } => false,
        ConnectionFailedException { NothingSent: true } => true,
        ApiException { StatusCode: 429 } => true,
        _ when effect == Effect.Change => false,
        ConnectionFailedException or RequestTimeoutException => true,
        ApiException { StatusCode: 408 or >= 500 } => true,
        // The run may have been accepted although its reply was spoilt: the same execution id finds out.
        InvalidResponseException => effect == Effect.Run,
        _ => false,
    };

    /// <summary>True when the server may have acted on a request that was sent, although it failed so.</summary>
    public static bool MayHaveActed(Exception error) => error switch
    {
        ConnectionFailedException connection => !connection.NothingSent,
        // The API refused the token, or was never asked.
        Sessions.SessionExpiredException or Sessions.TokenStoreException => false,
        // Below 400 is no refusal: a 304 or a redirect in reply to a change says nothing about what was done.
        ApiException api => api.StatusCode is < 400 or 408 or >= 500,
        _ => true,
    };
}
