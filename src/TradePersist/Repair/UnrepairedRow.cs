namespace TradePersist.Repair;

/// <summary>A row that a resync found and could not repair.</summary>
/// <param name="Key">The key, as <c>column=value, column=value</c>.</param>
/// <param name="Reason">Why not.</param>
public sealed record UnrepairedRow(string Key, string Reason);
