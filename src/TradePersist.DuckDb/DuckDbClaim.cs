using System.Collections.Concurrent;
using TradePersist.Tiers;

namespace TradePersist.DuckDb;

/// <summary>
/// A file that a tier of this process has. DuckDB keeps other processes away, and lets one process open a file again and
/// again; but the rows of two writers at once get into each other's way.
/// </summary>
internal sealed class DuckDbClaim : IDisposable
{
    private static readonly ConcurrentDictionary<string, DuckDbClaim> Claims = new(StringComparer.Ordinal);

    private readonly string _path;

    private DuckDbClaim(string path) => _path = path;

    /// <summary>Claims a file until the claim is disposed of.</summary>
    /// <exception cref="DuckDbFileException">Another tier has it.</exception>
    public static DuckDbClaim Of(string path)
    {
        var claim = new DuckDbClaim(path);
        return Claims.TryAdd(path, claim) ? claim : throw new DuckDbFileException(path, FailureKind.Transient, "another tier of this process has it open.");
    }

    public void Dispose() => Claims.TryRemove(KeyValuePair.Create(_path, this));
}
