using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OptionsFactory = Microsoft.Extensions.Options.Options;

namespace DataprepPS.Emulator;

/// <summary>
/// A Dataprep server on loopback. It is Kestrel without a host around it: a test starts one in milliseconds, and nothing
/// logs, hooks Ctrl+C or reads configuration behind its back.
/// </summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private static readonly TimeSpan GracePeriod = TimeSpan.FromMilliseconds(300);

    private readonly KestrelServer kestrel;
    private readonly CancellationTokenSource stopping = new();
    private readonly ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();

    private EmulatorServer(EmulatorOptions options)
    {
        Options = options;
        Journal = new Journal(options.JournalCapacity);
        Faults = new FaultScript(options.FaultSeed);
        Quotas = new QuotaBook(options);
        World = new World(options);
        Tokens = new TokenBook(options);

        var kestrelOptions = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false, AllowSynchronousIO = false };
        kestrelOptions.Limits.MaxRequestBodySize = 1L << 30;
        kestrelOptions.Limits.MinResponseDataRate = null;
        kestrelOptions.Limits.MinRequestBodyDataRate = null;
        kestrelOptions.Listen(IPAddress.Loopback, options.Port, Listen);
        if (options.TokenLifetime is not null)
        {
            kestrelOptions.Listen(IPAddress.Loopback, options.TokenPort, Listen);
        }

        kestrel = new KestrelServer(
            OptionsFactory.Create(kestrelOptions),
            new SocketTransportFactory(OptionsFactory.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    public EmulatorOptions Options { get; }

    /// <summary>The address to connect to, such as <c>http://127.0.0.1:5080/</c>.</summary>
    public Uri BaseUri { get; private set; } = null!;

    /// <summary>The token endpoint's address, such as <c>http://127.0.0.1:5081/as</c>; null where there is none.</summary>
    public Uri? TokenUri { get; private set; }

    /// <summary>The tokens of the token endpoint.</summary>
    public TokenBook Tokens { get; }

    /// <summary>What was asked and what was done.</summary>
    public Journal Journal { get; }

    /// <summary>What is to go wrong.</summary>
    public FaultScript Faults { get; }

    /// <summary>What the server knows.</summary>
    public World World { get; }

    /// <summary>How much of the quotas is used up.</summary>
    public QuotaBook Quotas { get; }

    /// <summary>Whose turn it is, where one call is answered after the other.</summary>
    internal SemaphoreSlim Turn { get; } = new(1);

    /// <summary>Cancelled when the server stops, so that replies meant to hang for ever do not hold it up.</summary>
    internal CancellationToken Stopping => stopping.Token;

    /// <summary>Starts a server and answers once it listens.</summary>
    /// <exception cref="System.IO.IOException">The port is taken.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions? options = null)
    {
        var server = new EmulatorServer(options ?? new EmulatorOptions());
        await server.kestrel.StartAsync(new Application(server), CancellationToken.None);
        var addresses = server.kestrel.Features.Get<IServerAddressesFeature>()!.Addresses;
        server.BaseUri = new Uri(addresses.First());
        if (server.Options.TokenLifetime is not null)
        {
            server.TokenUri = server.Tokens.Issuer = new Uri(new Uri(addresses.Last()), TokenEndpoint.Issuer);
        }

        return server;
    }

    /// <summary>Puts everything back to how the server started: world, journal, faults and quotas.</summary>
    public void Reset()
    {
        Faults.Clear();
        Quotas.Clear();
        World.Reset();
        Tokens.Reset();
        Journal.Clear();
    }

    private void Listen(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection =>
        {
            Journal.CountConnection();
            return next(connection);
        });
    }

    /// <summary>Stops well within a second; requests that hang or take longer are reset.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        using var grace = new CancellationTokenSource(GracePeriod);
        await kestrel.StopAsync(grace.Token);
        kestrel.Dispose();
        stopping.Dispose();
        Turn.Dispose();
        await services.DisposeAsync();
    }
}
