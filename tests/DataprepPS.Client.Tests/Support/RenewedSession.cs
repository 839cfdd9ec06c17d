using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DataprepPS.Client.Http;
using DataprepPS.Client.JobGroups;
using DataprepPS.Client.Sessions;
using DataprepPS.Emulator;

namespace DataprepPS.Client.Tests.Support;

/// <summary>A client that renews its tokens at an emulator with a token endpoint, on a clock that leaps over every wait.</summary>
internal sealed class RenewedSession : IAsyncDisposable
{
    public const string Mark = "CANARY-51d7";
    public const string First = Mark + "-first";

    private RenewedSession(EmulatorServer server, LeapingTimeProvider time)
    {
        Server = server;
        Time = time;
        Client = NewClient();
        Context = new CallContext(CancellationToken.None, Observer);
    }

    public EmulatorServer Server { get; }

    public LeapingTimeProvider Time { get; }

    public DataprepClient Client { get; private set; }

    public RecordingObserver Observer { get; } = new();

    public CallContext Context { get; }

    public TokenBook Tokens => Server.Tokens;

    public static async Task<RenewedSession> StartAsync(Func<EmulatorOptions, EmulatorOptions>? change = null)
    {
        var time = new LeapingTimeProvider();
        var options = new EmulatorOptions { Quota = 0, Token = null, TokenLifetime = TimeSpan.FromMinutes(5), RefreshToken = First, TokenMark = Mark, TimeProvider = time, JournalCapacity = 200_000 };
        return new RenewedSession(await EmulatorServer.StartAsync(change is null ? options : change(options)), time);
    }

    /// <summary>Another session; without a store it has the refresh token it is given.</summary>
    public DataprepClient NewClient(ITokenStore? store = null, string? refreshToken = null, string? token = null, TimeProvider? time = null) => new(new DataprepClientOptions
    {
        BaseUri = Server.BaseUri,
        RefreshToken = store is null ? SecureText.Of(refreshToken ?? First) : null,
        Token = token is null ? null : SecureText.Of(token),
        TokenStore = store,
        ClientId = token is null ? "client" : null,
        TokenEndpoint = token is null ? Server.TokenUri : null,
        TimeProvider = time ?? Time,
        Random = new Random(1),
        Timeout = LeapingTimeProvider.Never,
    });

    public Task<DataprepPS.Client.JobGroups.JobGroup> RunAsync(long recipe = 7) => Client.JobGroups.StartAsync(new RunRequest { RecipeId = recipe }, Context);

    public Task AskAsync(DataprepClient? client = null) => (client ?? Client).Workspaces.GetCurrentPersonAsync(Context);

    public int Refused => Server.Journal.Entries.Count(entry => entry.Status == 401);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>A vault in memory that can be told to refuse, and keeps all it was given.</summary>
internal sealed class MemoryVault(string text) : ITokenStore
{
    private readonly Lock sync = new();
    private string text = text;

    public string Name { get; init; } = $"the secret \"{Guid.NewGuid():N}\" of the vault \"Memory\"";

    public string HowToReplace => "Set-Secret -Vault Memory -Name dataprep";

    public int Reads { get; private set; }

    public int Writes { get; private set; }

    /// <summary>How many writes to come are refused.</summary>
    public int Failures { get; set; }

    /// <summary>The longest text it takes.</summary>
    public int Longest { get; set; } = int.MaxValue;

    public string Text
    {
        get
        {
            lock (sync)
            {
                return text;
            }
        }

        set
        {
            lock (sync)
            {
                text = value;
            }
        }
    }

    public Task<System.Security.SecureString> ReadAsync()
    {
        lock (sync)
        {
            Reads++;
            return Task.FromResult(SecureText.Of(text));
        }
    }

    public Task WriteAsync(System.Security.SecureString text)
    {
        lock (sync)
        {
            var plain = Secret.Reveal(text);
            if (Failures > 0 || plain.Length > Longest)
            {
                Failures--;
                throw new TokenStoreException("The vault is locked.", "Unlock it.");
            }

            Writes++;
            this.text = plain;
            return Task.CompletedTask;
        }
    }
}
