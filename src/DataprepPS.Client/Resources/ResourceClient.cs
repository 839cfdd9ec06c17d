using System;
using System.Collections;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.Json;

namespace DataprepPS.Client.Resources;

/// <summary>What the client of every resource stands on: read one, list many, change with the truth about the outcome.</summary>
public abstract class ResourceClient
{
    /// <summary>A look that settles what became of a change is not worth the whole retry time.</summary>
    private protected static readonly TimeSpan LookRetryTime = TimeSpan.FromSeconds(20);

    private protected ResourceClient(SessionParts parts) => Parts = parts;

    private protected SessionParts Parts { get; }

    private protected Transport Transport => Parts.Transport;

    private protected TimeProvider Time => Parts.Time;

    /// <summary>The body that a request's members make. Secrets among them become text here and nowhere else.</summary>
    private protected JsonObject Body(IDictionary members)
    {
        var body = PlainValues.ToJsonObject(members);
        Transport.MaskSent(members);
        return body;
    }

    private protected Task<T> ReadAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CallContext context)
        where T : class => Transport.SendAsync(request, response => ReplyReader.Identified(response, type), context);

    private protected Task ListAsync<T>(Endpoint endpoint, string path, Query query, JsonTypeInfo<T> type, ListOptions? options, Func<T, Task<bool>> visit, CallContext context)
        where T : Resource => new Pager<T>(Transport, endpoint, path, query, type).VisitAsync(options ?? new ListOptions(), visit, context);

    /// <summary>
    /// Sends a change. When its outcome is in doubt, <paramref name="settle"/> looks at what the server shows
    /// now and returns the result if that is clear.
    /// </summary>
    /// <param name="request">The change.</param>
    /// <param name="read">Reads the reply.</param>
    /// <param name="howToFindOut">What the user can do when nobody knows, as a full sentence.</param>
    /// <param name="settle">Returns the result, or what it saw.</param>
    /// <param name="context">Who asks.</param>
    /// <exception cref="OutcomeUnknownException">The change may or may not have happened.</exception>
    private protected async Task<T> ChangeAsync<T>(
        ApiRequest request, Func<ApiResponse, T> read, string howToFindOut, Func<Task<Settled<T>>>? settle, CallContext context)
        where T : class
    {
        try
        {
            return await Transport.SendAsync(request, read, context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (request.MayHaveActed)
        {
            TellOfStop();
            throw;
        }
        catch (DataprepException e) when (request.MayHaveActed && e is not OutcomeUnknownException)
        {
            Settled<T> settled;
            try
            {
                settled = settle is null ? new Settled<T>(null, null) : await TrySettleAsync(settle).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                TellOfStop();
                throw;
            }

            if (settled.Result is not null)
            {
                context.Observer?.Warn(Transport.Mask($"{request}: {CallState.Why(e)}, but what came of it is clear: {settled.Seen}"));
                return settled.Result;
            }

            var seen = settled.Seen is null ? string.Empty : $" {settled.Seen}";
            throw new OutcomeUnknownException($"{e.Message} Whether the server acted is not known.{seen}", howToFindOut, e);
        }

        void TellOfStop() => context.Observer?.Warn($"{request}: stopped while it was on its way. Whether the server acted is not known. {howToFindOut}");
    }

    /// <summary>Sends a removal; what the server shows afterwards decides when the reply does not.</summary>
    private protected async Task RemoveAsync(ApiRequest request, Func<CallContext, Task<bool?>> isGone, string howToFindOut, CallContext context)
    {
        try
        {
            await ChangeAsync(request, ReplyReader.Done, howToFindOut, SettleAsync, context).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Kind == ErrorKind.NotFound)
        {
            throw new AlreadyGoneException(e);
        }

        async Task<Settled<object>> SettleAsync() => await isGone(context.WithRetryTime(LookRetryTime)).ConfigureAwait(false) switch
        {
            true => new Settled<object>(this, "it is gone."),
            false => new Settled<object>(null, "It is still there."),
            null => new Settled<object>(null, null),
        };
    }

    private static async Task<Settled<T>> TrySettleAsync<T>(Func<Task<Settled<T>>> settle)
        where T : class
    {
        try
        {
            return await settle().ConfigureAwait(false);
        }
        catch (DataprepException e)
        {
            return new Settled<T>(null, $"Looking for its effect failed too: {e.Message}");
        }
    }
}

/// <summary>What a look at the server settled: the result when it is clear, and what was seen, as full sentences.</summary>
internal sealed record Settled<T>(T? Result, string? Seen)
    where T : class;
