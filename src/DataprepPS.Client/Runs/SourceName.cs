namespace DataprepPS.Client.Runs;

/// <summary>What people call what is run, where its id says nothing to them: the name of a recipe, flow or plan.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">What it is in: the flow of a recipe.</param>
internal sealed record SourceName(string Name, string? Place);
