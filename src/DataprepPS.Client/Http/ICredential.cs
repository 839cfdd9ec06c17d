using System;
using System.Threading;
using System.Threading.Tasks;

namespace DataprepPS.Client.Http;

/// <summary>What a session shows to the API: always the same, or renewed as it ends.</summary>
internal interface ICredential : IDisposable
{
    /// <summary>The work that must not be cut off when the session closes; null when there is none.</summary>
    Task? Unfinished { get; }

    /// <summary>What to send now.</summary>
    ValueTask<Secret> CurrentAsync(CancellationToken cancellation);

    /// <summary>What to send instead of what the API has just refused; null when there is nothing else.</summary>
    ValueTask<Secret?> ReplaceAsync(Secret refused, CancellationToken cancellation);

    /// <summary>The API took it.</summary>
    void Accepted(Secret secret);
}

/// <summary>A token that is never renewed, or user and password. The redactor owns it.</summary>
internal sealed class FixedCredential(Secret secret) : ICredential
{
    public Task? Unfinished => null;

    public ValueTask<Secret> CurrentAsync(CancellationToken cancellation) => new(secret);

    public ValueTask<Secret?> ReplaceAsync(Secret refused, CancellationToken cancellation) => default;

    public void Accepted(Secret secret)
    {
    }

    public void Dispose()
    {
    }
}
