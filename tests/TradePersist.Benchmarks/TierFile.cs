using TradePersist.DuckDb;
using TradePersist.Model;
using TradePersist.Sqlite;
using TradePersist.Tiers;

namespace TradePersist.Benchmarks;

/// <summary>A tier on a store of its own, fed as a worker feeds it.</summary>
internal sealed class TierFile : IAsyncDisposable
{
    private readonly Guid _journal = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
    private readonly ITier _tier;
    private long? _position;

    private TierFile(ITier tier) => _tier = tier;

    public static Task<TierFile> SqliteAsync(string path) => OpenAsync(new SqliteTier(new SqliteOptions { Path = path }));

    public static Task<TierFile> DuckDbAsync(string path) => OpenAsync(new DuckDbTier(new DuckDbOptions { Path = path }));

    /// <summary>Makes a file with the tier's own tables, indexes and checks, so that a baseline writes to exactly the same.</summary>
    public static async Task<string> CreateAsync(string path, Func<string, Task<TierFile>> open)
    {
        await using var file = await open(path);
        return path;
    }

    public async Task ApplyAsync(Table table, IReadOnlyList<IReadOnlyList<Row>> batches)
    {
        foreach (var rows in batches)
        {
            await ApplyAsync(new TableBatch(table, [], rows));
        }
    }

    public async Task ApplyAsync(TableBatch batch)
    {
        var next = (_position ?? 0) + 1;
        await _tier.ApplyAsync(new TierBatch(_journal, _position, next, [batch]), CancellationToken.None);
        _position = next;
    }

    public ValueTask DisposeAsync() => _tier.DisposeAsync();

    /// <summary>Opens a tier with all tables.</summary>
    public static async Task<TierFile> OpenAsync(ITier tier)
    {
        var file = new TierFile(tier);
        await tier.OpenAsync(new Catalog().Tables, CancellationToken.None);
        return file;
    }
}
