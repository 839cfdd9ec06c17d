using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace DataprepPS.Client.Tests.Support;

/// <summary>A test in a real browser. A machine without one says so and goes on.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Program is null)
        {
            Skip = "*** NOT RUN IN A BROWSER: there is no Chromium on PATH. On Debian: apt-get install -y chromium ***";
        }
    }
}

/// <summary>Chromium without a screen, driven through its DevTools protocol: one page, what it logged, and what it asked for.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe", "msedge.exe"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly string profile;
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource closing = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> waiting = new();
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly ConcurrentQueue<string> requests = new();
    private TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string session = string.Empty;
    private int lastId;

    private Browser(Process process, string profile)
    {
        this.process = process;
        this.profile = profile;
    }

    /// <summary>The browser of this machine; null when there is none.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Errors and warnings of the console, exceptions, and what the page's policy stopped.</summary>
    public IReadOnlyList<string> Complaints => [.. complaints];

    /// <summary>Every address the page asked for.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    public static async Task<Browser> StartAsync()
    {
        var profile = Directory.CreateTempSubdirectory("browser-").FullName;
        string[] flags =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0", "--window-size=1280,900", $"--user-data-dir={profile}", "about:blank",
        ];
        var process = Process.Start(new ProcessStartInfo(Program!, flags) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var browser = new Browser(process, profile);
        try
        {
            await browser.ConnectAsync().WaitAsync(Patience);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a file and waits until it is loaded.</summary>
    public async Task OpenAsync(string file, string fragment = "")
    {
        // A fragment alone would not load it anew.
        await NavigateAsync("about:blank");
        requests.Clear();
        await NavigateAsync(new Uri(file).AbsoluteUri + fragment);
    }

    /// <summary>The value of an expression; a promise is awaited.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var reply = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return reply?["exceptionDetails"] is { } error ? throw new InvalidOperationException($"{expression}: {error.ToJsonString()}") : reply?["result"]?["value"];
    }

    public async Task<string> TextAsync(string expression) => (await EvaluateAsync(expression))?.ToString() ?? string.Empty;

    /// <summary>Presses a key as a person does.</summary>
    public async Task PressAsync(string key, int code, string? text = null)
    {
        foreach (var type in (string[])["keyDown", "keyUp"])
        {
            var press = new JsonObject { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code };
            if (type == "keyDown" && text is not null)
            {
                press["text"] = text;
            }

            await SendAsync("Input.dispatchKeyEvent", press);
        }
    }

    public Task<JsonNode?> SendAsync(string method, JsonObject? parameters = null) => SendAsync(method, parameters, session);

    public async Task ScreenshotAsync(string file)
    {
        var reply = await SendAsync("Page.captureScreenshot");
        await File.WriteAllBytesAsync(file, Convert.FromBase64String((string)reply!["data"]!));
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        socket.Dispose();
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        try
        {
            Directory.Delete(profile, recursive: true);
        }
        catch (IOException)
        {
            // A helper process of it writes its last file; the folder is the system's to clear.
        }

        sending.Dispose();
        closing.Dispose();
    }

    private async Task NavigateAsync(string address)
    {
        loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync("Page.navigate", new JsonObject { ["url"] = address });
        await loaded.Task.WaitAsync(Patience);
    }

    private async Task ConnectAsync()
    {
        string? line;
        do
        {
            line = await process.StandardError.ReadLineAsync() ?? throw new InvalidOperationException("The browser ended before it listened.");
        }
        while (!line.StartsWith("DevTools listening on ", StringComparison.Ordinal));
        // A full pipe would stop it.
        _ = process.StandardError.ReadToEndAsync(closing.Token);
        _ = process.StandardOutput.ReadToEndAsync(closing.Token);
        await socket.ConnectAsync(new Uri(line["DevTools listening on ".Length..]), closing.Token);
        _ = ReceiveAsync();
        var target = await SendAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" }, null);
        session = (string)(await SendAsync("Target.attachToTarget", new JsonObject { ["targetId"] = (string)target!["targetId"]!, ["flatten"] = true }, null))!["sessionId"]!;
        foreach (var domain in (string[])["Page", "Runtime", "Log", "Network", "Accessibility"])
        {
            await SendAsync($"{domain}.enable");
        }
    }

    private async Task<JsonNode?> SendAsync(string method, JsonObject? parameters, string? to)
    {
        var id = Interlocked.Increment(ref lastId);
        var reply = waiting[id] = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (to is not null)
        {
            message["sessionId"] = to;
        }

        await sending.WaitAsync(closing.Token);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, closing.Token);
        }
        finally
        {
            sending.Release();
        }

        return await reply.Task.WaitAsync(Patience);
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[65536];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer, closing.Token);
                await message.WriteAsync(buffer.AsMemory(0, part.Count), closing.Token);
                if (part.EndOfMessage)
                {
                    Take(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
                    message.SetLength(0);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            foreach (var reply in waiting.Values)
            {
                reply.TrySetException(e);
            }
        }
    }

    private void Take(JsonNode message)
    {
        if ((int?)message["id"] is { } id && waiting.TryRemove(id, out var reply))
        {
            if (message["error"] is { } error)
            {
                reply.TrySetException(new InvalidOperationException(error.ToJsonString()));
            }
            else
            {
                reply.TrySetResult(message["result"]);
            }

            return;
        }

        var said = message["params"];
        switch ((string?)message["method"])
        {
            case "Page.loadEventFired":
                loaded.TrySetResult();
                break;
            case "Network.requestWillBeSent":
                requests.Enqueue((string)said!["request"]!["url"]!);
                break;
            case "Runtime.exceptionThrown" or "Log.entryAdded":
                complaints.Enqueue(said!.ToJsonString());
                break;
            case "Runtime.consoleAPICalled" when (string?)said!["type"] is "error" or "warning" or "assert":
                complaints.Enqueue(said.ToJsonString());
                break;
        }
    }
}
