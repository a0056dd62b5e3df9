namespace TradePersist.Tiers;

/// <summary>How a file tier is set up.</summary>
public sealed class FileTierOptions
{
    /// <summary>The folder, relative to the working directory; it is created. When empty, which is the default, <c>files</c> in the data folder. Nothing else should keep files in it.</summary>
    public string Path { get; set; } = "";

    /// <summary>Every problem of these options; none when they are fit for use.</summary>
    public IReadOnlyList<string> Validate() =>
        Path is null || Path.Contains('\0', StringComparison.Ordinal) || (Path.Length > 0 && string.IsNullOrWhiteSpace(Path))
            ? [$"{nameof(Path)} must be the path of a folder, not '{Path}'."]
            : [];
}
