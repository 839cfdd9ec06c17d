using Xunit;

namespace DataprepPS.Client.Tests.Safety;

/// <summary>These tests use short real time-outs: they run one after the other, and beside nothing else.</summary>
[CollectionDefinition("Safety", DisableParallelization = true)]
public sealed class SafetyCollection;
