namespace TradePersist.Tool.Stores;

/// <summary>A tier that the tool was told of, or found.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Provider">What it is.</param>
/// <param name="Path">Where it is; null for a server.</param>
internal sealed record StoreTier(string Name, StoreProvider Provider, string? Path)
{
    public bool Exists => Path is null || File.Exists(Path) || Directory.Exists(Path);
}
