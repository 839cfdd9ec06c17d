using System;
using System.Buffers;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

using Polly;
using Polly.Retry;

using DataprepPS.Client.Json;
using DataprepPS.Client.Pacing;
using DataprepPS.Client.Sessions;

namespace DataprepPS.Client.Http;

/// <summary>
/// Sends calls: through the gate of their quota, with a time-out for each attempt, again where the rule
/// allows it, until there is a reply, an error worth reporting, or no time left.
/// </summary>
internal sealed class Transport : IDisposable
{
    /// <summary>The largest reply read into memory; more is refused, not swallowed.</summary>
    public const int MaxBodyBytes = 200 * 1024 * 1024;

    private const int MaxErrorBodyBytes = 1024 * 1024;
    private const int DownloadBuffer = 80 * 1024;
    private const int LargeBody = 1024 * 1024;

    private static readonly ResiliencePropertyKey<CallState> StateKey = new("call");

    private readonly DataprepClientOptions options;
    private readonly Redactor redactor = new();
    private readonly ICredential credential;
    private readonly FaultReader faults;
    private readonly Lazy<HttpStack> stack;
    private readonly ResiliencePipeline retry;
    // Without the final slash, and with the path a reverse proxy may have put the server under.
    private readonly string origin;
    private volatile bool reached;
    private volatile bool closed;

    public Transport(DataprepClientOptions options)
    {
        this.options = options;
        origin = options.BaseUri.AbsoluteUri.TrimEnd('/');
        credential = Credential();
        faults = new FaultReader(Mask, options.Timeout, options.BaseUri);
        stack = new Lazy<HttpStack>(() => new HttpStack(options, credential));
        retry = BuildRetry(options.TimeProvider);
        Governor = new Governor(options.TimeProvider, options.Random);
    }

    public Governor Governor { get; }

    /// <summary>Sends a call and reads its reply from memory. A 304 of a run is a reply, not an error.</summary>
    public Task<T> SendAsync<T>(ApiRequest request, Func<ApiResponse, T> read, CallContext context) =>
        RunAsync(request, context, async (response, timeout) =>
        {
            using var body = await BodyAsync(response, MaxBodyBytes, timeout).ConfigureAwait(false);
            // A reply that is asked for its secret keeps it, and none of its text is shown.
            var isSecret = request.Endpoint.AnswersSecret;
            return read(new ApiResponse(request, (int)response.StatusCode, RequestId(response), response.Headers, isSecret ? body.Memory : redactor.MaskReply(body.Memory)) { Mask = isSecret ? static _ => Secret.Hidden : Mask });
        });

    /// <summary>Sends a call and writes its reply to a stream, from the start again if it breaks off.</summary>
    /// <returns>The number of bytes.</returns>
    public Task<long> DownloadAsync(ApiRequest request, Stream target, CallContext context) =>
        RunAsync(request, context, async (response, timeout) =>
        {
            if (request.Accept.IndexOf("*/*", StringComparison.Ordinal) < 0 && response.Content.Headers.ContentType?.MediaType == "text/html")
            {
                throw new InvalidResponseException($"{request}: a web page came instead of the file.");
            }

            target.SetLength(0);
            using var source = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            var buffer = ArrayPool<byte>.Shared.Rent(DownloadBuffer);
            try
            {
                var opening = string.Empty;
                int read;
                while ((read = await source.ReadAsync(buffer, 0, buffer.Length, timeout.Token).ConfigureAwait(false)) > 0)
                {
                    opening += Encoding.ASCII.GetString(buffer, 0, Math.Max(0, Math.Min(read, request.Opening.Length - opening.Length)));
                    await target.WriteAsync(buffer, 0, read, timeout.Token).ConfigureAwait(false);
                    timeout.Restart();
                    request.OnBytes?.Invoke(target.Length);
                }

                if (opening != request.Opening)
                {
                    throw new InvalidResponseException($"{request}: what came is not the file that was asked for: it does not begin with \"{request.Opening}\".");
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            return response.Content.Headers.ContentLength is { } promised && promised > target.Length
                ? throw new IOException($"The reply ended after {target.Length} of {promised} bytes.")
                : target.Length;
        });

    public string Mask(string text) => redactor.Mask(text);

    /// <summary>Masks the secrets in what a body is going to hold, wherever a server repeats them.</summary>
    public void MaskSent(object? content)
    {
        foreach (var secret in PlainValues.Secrets(content))
        {
            redactor.AddSent(Secret.Masked(secret));
        }
    }

    public void Dispose()
    {
        closed = true;
        // A token that is being replaced would be lost with the reply that brings the new one.
        if (credential.Unfinished is { } work)
        {
            work.ContinueWith(_ => Close(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        else
        {
            Close();
        }
    }

    private void Close()
    {
        if (stack.IsValueCreated)
        {
            stack.Value.Dispose();
        }

        credential.Dispose();
        redactor.Dispose();
    }

    private ICredential Credential()
    {
        if (options.CanRenew)
        {
            return new RenewedCredential(options, redactor, new TokenEndpoint(options, redactor, () => stack.Value.TokenClient()));
        }

        return new FixedCredential(redactor.Add(options.Token is not null
            ? Secret.Token(options.Token)
            : Secret.Basic(options.User!, options.Password ?? new System.Security.SecureString())));
    }

    private static ResiliencePipeline BuildRetry(TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = arguments => new ValueTask<bool>(State(arguments.Context).ShouldRetry(arguments.Outcome.Exception)),
            DelayGenerator = arguments => new ValueTask<TimeSpan?>(State(arguments.Context).NextDelay),
            OnRetry = arguments =>
            {
                State(arguments.Context).ReportRetry(arguments.Outcome.Exception!);
                return default;
            },
        })
        .Build();

    private static CallState State(ResilienceContext context) => context.Properties.GetValue(StateKey, null!);

    private async Task<T> RunAsync<T>(ApiRequest request, CallContext context, Func<HttpResponseMessage, AttemptTimeout, Task<T>> consume)
    {
        var resilience = ResilienceContextPool.Shared.Get(context.Cancellation);
        resilience.Properties.Set(StateKey, new CallState(request, context, options, () => reached));
        try
        {
            return await retry.ExecuteAsync(
                async (scope, work) => await AttemptAsync(State(scope), work).ConfigureAwait(false),
                resilience,
                consume).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.StatusCode == 429)
        {
            throw new RateLimitedException(e, context.MaxRetryTime ?? options.MaxRetryTime);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(resilience);
        }
    }

    private async Task<T> AttemptAsync<T>(CallState call, Func<HttpResponseMessage, AttemptTimeout, Task<T>> consume)
    {
        var request = call.Request;
        var cancellation = call.Context.Cancellation;
        call.Begin();
        using var permit = await Governor
            .AcquireAsync(request.Endpoint.Operation, request.Endpoint.Quota, wait => Report(call, wait), call.WasLimited, cancellation).ConfigureAwait(false);
        if (closed)
        {
            throw new SessionClosedException(options.BaseUri);
        }

        var started = options.TimeProvider.GetTimestamp();
        using var timeout = new AttemptTimeout(options.TimeProvider, options.Timeout, cancellation);
        using var message = Message(request, timeout, out var sent);
        int? answered = null;
        string? requestId = null;
        try
        {
            using var response = await stack.Value.Client().SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            reached = true;
            var status = (int)response.StatusCode;
            answered = status;
            requestId = RequestId(response);
            var retryAfter = permit.Complete(status, response.Headers);
            Trace(call, response, started);
            if (response.IsSuccessStatusCode || (status == 304 && request.Endpoint.Effect == Resources.Effect.Run))
            {
                return await consume(response, timeout).ConfigureAwait(false);
            }

            using var body = await ErrorBodyAsync(response, timeout, cancellation).ConfigureAwait(false);
            throw ErrorReader.Read(request, status, requestId, body?.Memory ?? default, retryAfter, redactor.Mask);
        }
        catch (Exception e)
        {
            call.Add(options.TimeProvider.GetElapsedTime(started));
            var translated = faults.Translate(e, request, timeout.Expired, sent, cancellation);
            request.MayHaveActed |= sent is { Touched: true } && RetryRule.MayHaveActed(translated ?? e);
            if (translated is DataprepException known)
            {
                known.StatusCode ??= answered;
                known.RequestId ??= requestId;
            }

            if (translated is not null)
            {
                throw translated;
            }

            throw;
        }
    }

    private static async Task<PooledBody> BodyAsync(HttpResponseMessage response, int limit, AttemptTimeout timeout)
    {
        using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        // The length that a 304 or the reply to a HEAD states is that of the body it does not have.
        var bodiless = response.StatusCode == System.Net.HttpStatusCode.NotModified || response.RequestMessage?.Method == HttpMethod.Head;
        return await PooledBody.ReadAsync(stream, bodiless ? null : response.Content.Headers.ContentLength, limit, timeout.Token).ConfigureAwait(false);
    }

    // The status has been seen and says what happened: a body that breaks off, drips or is too large takes nothing from that.
    private static async Task<PooledBody?> ErrorBodyAsync(HttpResponseMessage response, AttemptTimeout timeout, CancellationToken cancellation)
    {
        try
        {
            return await BodyAsync(response, MaxErrorBodyBytes, timeout).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private string? RequestId(HttpResponseMessage response) => FaultReader.RequestId(response) is { } id ? redactor.Mask(id) : null;

    private HttpRequestMessage Message(ApiRequest request, AttemptTimeout timeout, out SentMarker? sent)
    {
        var message = new HttpRequestMessage(request.Endpoint.Method, new Uri(origin + request.Target));
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (request.ExecutionId is { } execution)
        {
            message.Headers.Add("x-execution-id", execution.ToString());
        }

        // A change without a body gets an empty one, only to know whether its sending began.
        sent = request.Endpoint.Effect == Resources.Effect.Read && request.Content is null
            ? null
            : new SentMarker(request.Content?.Invoke() ?? new ByteArrayContent([]), request.Endpoint.IsUpload ? OnSent : null);
        message.Content = sent;
        // A server that refuses a large file at once then spares us to send it.
        message.Headers.ExpectContinue = sent?.Headers.ContentLength > LargeBody ? true : null;
        return message;

        void OnSent(long bytes)
        {
            timeout.Restart();
            request.OnBytes?.Invoke(bytes);
        }
    }

    private static void Report(CallState call, PaceWait wait)
    {
        var reason = wait.Reason switch
        {
            PaceReason.Quota => "the quota is used up",
            PaceReason.Probe => "one call goes first to learn how many may",
            _ => "the server answered 429 TooManyRequests",
        };
        call.Context.Observer?.Waiting(new CallWait(wait.EndpointClass, wait.Delay, call.Attempt, reason, isRetry: wait.Reason == PaceReason.Closed));
    }

    private void Trace(CallState call, HttpResponseMessage response, long started)
    {
        if (call.Context.Observer is { WantsTrace: true } observer)
        {
            var elapsed = options.TimeProvider.GetElapsedTime(started).TotalMilliseconds;
            observer.Trace(redactor.Mask($"{call.Request.Endpoint.Method} {call.Request.Target}: {(int)response.StatusCode} in {elapsed:0} ms, attempt {call.Attempt}, request id {FaultReader.RequestId(response) ?? "none"}"));
        }
    }
}
