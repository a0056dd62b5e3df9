using TradePersist.Tiers;

namespace TradePersist.DuckDb;

/// <summary>A database file cannot be opened. It was left as it is.</summary>
public sealed class DuckDbFileException : TradePersistException
{
    internal DuckDbFileException(string path, FailureKind kind, string reason, Exception? inner = null)
        : base($"The DuckDB file '{path}' cannot be opened: {reason}{(inner is null ? "" : $" ({inner.Message})")}", inner)
    {
        Path = path;
        Kind = kind;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary><see cref="FailureKind.Transient"/> when it may pass (another process has the file), <see cref="FailureKind.Fatal"/> when the file itself is at fault.</summary>
    public FailureKind Kind { get; }
}
