using System;

namespace DataprepPS.Client.Tests.Support;

/// <summary>Chance that always falls the same: 0 for the least, 1 for the most.</summary>
internal sealed class FixedRandom(double value) : Random
{
    public override double NextDouble() => value;
}
