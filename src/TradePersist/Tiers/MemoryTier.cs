using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>The last tier of every chain: a bounded window of recent rows in this process, always up.</summary>
internal sealed class MemoryTier(int rowsPerTable) : ITier
{
    public const string TierName = "memory";

    // The room of a row is counted in cells of this many columns: else trails, of 147, would take most of the memory.
    private const int WidthOfARow = 32;

    private Dictionary<Table, MemoryTable> _tables = [];
    private Dictionary<Guid, long> _positions = [];

    public Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        _tables = tables.ToDictionary(table => table, table => new MemoryTable(table, CapacityOf(table)));
        _positions = [];
        return Task.CompletedTask;
    }

    public Task<long?> ReadPositionAsync(Guid journalId, CancellationToken cancellationToken) =>
        Task.FromResult(_positions.TryGetValue(journalId, out var position) ? position : (long?)null);

    public Task ApplyAsync(TierBatch batch, CancellationToken cancellationToken)
    {
        if ((_positions.TryGetValue(batch.JournalId, out var position) ? position : null as long?) != batch.Expected)
        {
            throw new PositionConflictException(batch.JournalId, batch.Expected);
        }

        foreach (var (table, deletes, upserts) in batch.Tables)
        {
            _tables[table].Apply(deletes, upserts);
        }

        _positions[batch.JournalId] = batch.Position;
        return Task.CompletedTask;
    }

    /// <summary>Applies one change, in the order of the journal.</summary>
    public void Apply(Change change)
    {
        foreach (var operation in change.Operations)
        {
            var table = _tables[operation.Table];
            switch (operation)
            {
                case UpsertOperation upsert:
                    table.Apply([], upsert.Rows);
                    break;
                case ReplaceOperation replace:
                    table.Apply([Filter.Matching(replace.Table.Partition, replace.Partition)], replace.Rows);
                    break;
                case DeleteOperation delete:
                    table.Apply([delete.Filter], []);
                    break;
            }
        }
    }

    public MemoryTable Table(Table table) => _tables[table];

    public Task<QueryResult> QueryAsync(Query query, CancellationToken cancellationToken) =>
        Task.FromResult(_tables[query.Table].Evaluate(query));

    public Task<long> GetSizeAsync(CancellationToken cancellationToken) => Task.FromResult(0L);

    public FailureKind Classify(Exception exception) => FailureKind.Fatal;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private int CapacityOf(Table table) =>
        Math.Max(1, (int)((long)rowsPerTable * WidthOfARow / Math.Max(WidthOfARow, table.Columns.Count)));
}
