using System;
using System.Management.Automation;

namespace DataprepPS.Pipeline;

/// <summary>Carries a terminating error from a worker to the pipeline thread, where it may be thrown.</summary>
internal sealed class TerminatingErrorException(ErrorRecord record) : Exception(record.Exception.Message, record.Exception)
{
    public ErrorRecord ErrorRecord { get; } = record;
}
