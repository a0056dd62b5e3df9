using TradePersist.Model;
using TradePersist.Sqlite;
using TradePersist.Tiers;

namespace TradePersist.Benchmarks.Sqlite;

/// <summary>A SQLite tier on a file of its own, fed as a worker feeds it.</summary>
internal sealed class TierFile : IAsyncDisposable
{
    private readonly Guid _journal = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
    private readonly SqliteTier _tier;
    private long? _position;

    private TierFile(string path) => _tier = new SqliteTier(new SqliteOptions { Path = path });

    public static async Task<TierFile> OpenAsync(string path)
    {
        var file = new TierFile(path);
        await file._tier.OpenAsync(new Catalog().Tables, CancellationToken.None);
        return file;
    }

    /// <summary>Makes a file with the tier's own tables, indexes and checks, so that a baseline writes to exactly the same.</summary>
    public static async Task<string> CreateAsync(string path)
    {
        await using var file = await OpenAsync(path);
        return path;
    }

    public async Task ApplyAsync(Table table, IReadOnlyList<IReadOnlyList<Row>> batches)
    {
        foreach (var rows in batches)
        {
            var next = (_position ?? 0) + rows.Count;
            await _tier.ApplyAsync(new TierBatch(_journal, _position, next, [new TableBatch(table, [], rows)]), CancellationToken.None);
            _position = next;
        }
    }

    public ValueTask DisposeAsync() => _tier.DisposeAsync();
}
