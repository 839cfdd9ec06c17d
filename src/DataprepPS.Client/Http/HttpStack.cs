using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;

using Microsoft.Extensions.DependencyInjection;

namespace DataprepPS.Client.Http;

/// <summary>
/// The handler chain, outermost first: redirects, authentication, the connection. Built at the first call
/// and once, because building it costs more than a request. The token endpoint has a chain of its own, without redirects
/// and without the API's token.
/// </summary>
internal sealed class HttpStack : IDisposable
{
    private const string Name = "dataprep";
    private const string TokenName = "tokens";
    // Enough for a full fleet of starts and polls; .NET Framework's own default of 2 would serialise them.
    private const int MaxConnections = 64;

    // A factory's client is made to be short-lived, but not as short as one request.
    private static readonly TimeSpan ClientLifetime = TimeSpan.FromMinutes(1);

    private readonly object sync = new();
    private readonly TimeProvider time;
    private readonly ServiceProvider services;
    private readonly IHttpClientFactory factory;
    // The factory renews its connections from time to time and never closes those it still uses.
    private readonly List<WeakReference<HttpMessageHandler>> connections = [];
    private HttpClient? client;
    private long clientMade;

    public HttpStack(DataprepClientOptions options, ICredential credential)
    {
        time = options.TimeProvider;
        var collection = new ServiceCollection();
        collection.AddHttpClient(Name, client =>
            {
                client.BaseAddress = options.BaseUri;
                // The attempt has its own time-out, which can be told from cancellation on every edition.
                client.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.ExpectContinue = false;
                client.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
            })
            .ConfigurePrimaryHttpMessageHandler(() => Remember(options.Connection?.Invoke() ?? Connection(options)))
            .AddHttpMessageHandler(() => new RedirectHandler())
            .AddHttpMessageHandler(() => new AuthenticationHandler(options.BaseUri, credential))
            .SetHandlerLifetime(TimeSpan.FromMinutes(15))
            // Its loggers write headers, and nobody here reads them.
            .RemoveAllLoggers();
        if (options.TokenEndpoint is { } endpoint)
        {
            collection.AddHttpClient(TokenName, client =>
                {
                    client.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
                    client.DefaultRequestHeaders.ExpectContinue = false;
                    client.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
                })
                .ConfigurePrimaryHttpMessageHandler(() => Remember(options.Connection?.Invoke() ?? Connection(options, endpoint)))
                .SetHandlerLifetime(TimeSpan.FromMinutes(15))
                .RemoveAllLoggers();
        }

        services = collection.BuildServiceProvider();
        factory = services.GetRequiredService<IHttpClientFactory>();
    }

    private static string UserAgent { get; } = $"DataprepPS/{typeof(HttpStack).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    public HttpClient Client()
    {
        lock (sync)
        {
            if (client is null || time.GetElapsedTime(clientMade) > ClientLifetime)
            {
                client = factory.CreateClient(Name);
                clientMade = time.GetTimestamp();
            }

            return client;
        }
    }

    /// <summary>A client of the token endpoint, for one request.</summary>
    public HttpClient TokenClient() => factory.CreateClient(TokenName);

    public void Dispose()
    {
        services.Dispose();
        lock (sync)
        {
            foreach (var connection in connections)
            {
                if (connection.TryGetTarget(out var handler))
                {
                    handler.Dispose();
                }
            }
        }
    }

    private HttpMessageHandler Remember(HttpMessageHandler handler)
    {
        lock (sync)
        {
            connections.RemoveAll(connection => !connection.TryGetTarget(out _));
            connections.Add(new WeakReference<HttpMessageHandler>(handler));
        }

        return handler;
    }

    internal static HttpClientHandler Connection(DataprepClientOptions options) => Connection(options, options.BaseUri);

    private static HttpClientHandler Connection(DataprepClientOptions options, Uri server)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            MaxConnectionsPerServer = MaxConnections,
            DefaultProxyCredentials = options.ProxyCredential,
        };
        if (options.Proxy is not null)
        {
            handler.Proxy = options.Proxy;
        }
        else if (server.Scheme == "http" && server.IsLoopback)
        {
            // Plain http is allowed here because it stays on this machine: it must not go to the system's proxy.
            handler.UseProxy = false;
        }

        if (options.SkipCertificateCheck)
        {
#pragma warning disable CA5359 // What -SkipCertificateCheck asks for, with a warning, for this session only.
            handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return handler;
    }
}
