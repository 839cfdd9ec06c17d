using System;
using DataprepPS.Client.Http;
using DataprepPS.Client.Tests.Support;
using Xunit;

namespace DataprepPS.Client.Tests.Http;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("https://api.clouddataprep.com")]
    [InlineData("https://example.com:3005/proxy/")]
    [InlineData("http://localhost:3005")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://[::1]:80")]
    public void Safe_addresses_are_taken(string address)
    {
        using var client = new DataprepClient(new DataprepClientOptions { BaseUri = new Uri(address), Token = SecureText.Of("token") });
        Assert.Equal(new Uri(address), client.BaseUri);
        Assert.Empty(client.RateLimits);
        Assert.True(client.CreatedAt > DateTimeOffset.UnixEpoch);
    }

    [Theory]
    [InlineData("http://server:3005")]
    [InlineData("http://10.0.0.1")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://127.0.0.1.example.com")]
    public void Plain_http_to_another_machine_needs_permission(string address)
    {
        var error = Assert.Throws<InsecureBaseUriException>(() => new DataprepClient(new DataprepClientOptions { BaseUri = new Uri(address), Token = SecureText.Of("token") }));
        Assert.Equal(("DpInsecureBaseUri", ErrorKind.Permission), (error.ErrorId, error.Kind));
        Assert.Equal($"{new Uri(address)} is plain http to another machine: the token would travel unprotected.", error.Message);
        Assert.Contains("-AllowInsecure", error.RecommendedAction, StringComparison.Ordinal);
        new DataprepClient(new DataprepClientOptions { BaseUri = new Uri(address), Token = SecureText.Of("token"), AllowInsecure = true }).Dispose();
    }

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/v4")]
    [InlineData("https://user:canary@example.com")]
    [InlineData("ftp://user:canary@example.com")]
    [InlineData("https://example.com?token=canary")]
    [InlineData("https://example.com#x")]
    public void Other_addresses_are_refused_without_showing_a_password(string address)
    {
        var error = Assert.Throws<ArgumentException>(() => new DataprepClient(new DataprepClientOptions { BaseUri = new Uri(address, UriKind.RelativeOrAbsolute), Token = SecureText.Of("token") }));
        Assert.DoesNotContain("canary", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_must_make_sense()
    {
        Refused(new DataprepClientOptions { Token = SecureText.Of("t"), Timeout = TimeSpan.Zero });
        Refused(new DataprepClientOptions { Token = SecureText.Of("t"), MaxRetryTime = TimeSpan.FromTicks(-1) });
    }

    [Fact]
    public void One_credential_is_needed_and_no_more()
    {
        Refused(new DataprepClientOptions());
        Refused(new DataprepClientOptions { Token = SecureText.Of("t"), User = "u" });
        Refused(new DataprepClientOptions { Token = SecureText.Of(string.Empty) });
        new DataprepClient(new DataprepClientOptions { User = "u" }).Dispose();
    }

    private static void Refused(DataprepClientOptions options) => Assert.Throws<ArgumentException>(() => new DataprepClient(options));
}
