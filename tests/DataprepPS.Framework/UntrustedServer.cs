using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;

namespace DataprepPS.Framework;

/// <summary>A TLS server with a certificate that nobody trusts, which answers each request with one job group.</summary>
internal sealed class UntrustedServer : IDisposable
{
    private static readonly byte[] Reply = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{\"id\":1}");

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 certificate;

    private UntrustedServer(X509Certificate2 certificate)
    {
        this.certificate = certificate;
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri Uri => new($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>How many requests it got to see.</summary>
    public int Requests { get; private set; }

    public static UntrustedServer Start()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())).FullName;
        try
        {
            // Mono cannot make certificates, and reads only the older kind of PFX.
            OpenSsl(folder, "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out certificate.pem -subj /CN=localhost -days 1");
            OpenSsl(folder, "pkcs12 -export -inkey key.pem -in certificate.pem -out both.pfx -passout pass: -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1");
            return new UntrustedServer(new X509Certificate2(Path.Combine(folder, "both.pfx"), string.Empty));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose()
    {
        listener.Stop();
        certificate.Dispose();
    }

    private static void OpenSsl(string folder, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(said);
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(certificate);
            var buffer = new byte[4096];
            while (await tls.ReadAsync(buffer, 0, buffer.Length) > 0)
            {
                Requests++;
                await tls.WriteAsync(Reply, 0, Reply.Length);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The client hangs up, as it should.
        }
    }
}
