using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests.Toy;

/// <summary>The least that is a tier: rows in lists, and the evaluator that core has for stores without a query language.</summary>
public sealed class ToyTier(ToyStore store) : ITier
{
    private readonly Lock _lock = new();
    private Dictionary<Table, List<Row>> _tables = [];
    private Dictionary<Guid, long> _positions = [];

    public Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _tables = tables.ToDictionary(table => table, _ => new List<Row>());
            _positions = [];
        }

        return Task.CompletedTask;
    }

    public Task<long?> ReadPositionAsync(Guid journalId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(PositionOf(journalId));
        }
    }

    public Task ApplyAsync(TierBatch batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            store.ThrowIfAway();
            if (PositionOf(batch.JournalId) != batch.Expected)
            {
                throw new PositionConflictException(batch.JournalId, batch.Expected);
            }

            var changed = batch.Tables.Select(table => (table.Table, Rows: After(table, cancellationToken))).ToList();
            cancellationToken.ThrowIfCancellationRequested();
            changed.ForEach(table => _tables[table.Table] = table.Rows);
            _positions[batch.JournalId] = batch.Position;
        }

        return Task.CompletedTask;
    }

    public Task<QueryResult> QueryAsync(Query query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<Row> rows;
        lock (_lock)
        {
            rows = _tables[query.Table];
        }

        return Task.FromResult(QueryEvaluator.Evaluate(query, rows));
    }

    public Task<long> GetSizeAsync(CancellationToken cancellationToken) => Task.FromResult(0L);

    public FailureKind Classify(Exception exception) => exception is InvalidOperationException ? FailureKind.Permanent : FailureKind.Transient;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private long? PositionOf(Guid journalId) => _positions.TryGetValue(journalId, out var position) ? position : null;

    private List<Row> After(TableBatch batch, CancellationToken cancellationToken)
    {
        var rows = _tables[batch.Table].ToList();
        foreach (var filter in batch.Deletes)
        {
            rows.RemoveAll(filter.Holds);
        }

        foreach (var row in batch.Upserts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfUnfit(row);
            rows.RemoveAll(Filter.Matching(batch.Table.Key, row).Holds);
            rows.Add(row.Copy());
        }

        return rows;
    }

    private static void ThrowIfUnfit(Row row)
    {
        foreach (var column in row.Table.Columns)
        {
            var cell = row[column];
            if (cell.IsNull && !column.Nullable)
            {
                throw new InvalidOperationException($"{column} is NULL.");
            }

            // A value gives itself out as what it is, or throws.
            _ = cell.IsNull ? null : column.Kind switch
            {
                ColumnKind.Int64 => cell.AsInt64(),
                ColumnKind.Decimal => (object)cell.AsDecimal(),
                _ => null,
            };
        }
    }
}
