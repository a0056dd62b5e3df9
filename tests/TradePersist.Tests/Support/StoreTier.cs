using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Tests.Support;

/// <summary>A tier whose content outlives the chain, with switches for every way a store can fail.</summary>
internal sealed class StoreTier : ITier
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Table, Dictionary<Row, Row>> _tables = [];

    public Dictionary<Guid, long> Positions { get; } = [];

    /// <summary>Called before a batch is applied; what it throws, the tier throws.</summary>
    public Func<TierBatch, CancellationToken, Task> BeforeApply { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called after a batch was committed: an exception here is a commit whose acknowledgement was lost.</summary>
    public Action<TierBatch> AfterCommit { get; set; } = _ => { };

    public Func<CancellationToken, Task> BeforeQuery { get; set; } = _ => Task.CompletedTask;

    public Func<Exception?> OnOpen { get; set; } = () => null;

    public Func<Exception, FailureKind> Classifier { get; set; } =
        exception => exception is TierFaultException fault ? fault.Kind : FailureKind.Transient;

    public Func<ValueTask> OnDispose { get; set; } = () => ValueTask.CompletedTask;

    public int Applied { get; private set; }

    public IReadOnlyList<Row> Rows(Table table)
    {
        lock (_lock)
        {
            return _tables.TryGetValue(table, out var rows) ? [.. rows.Values] : [];
        }
    }

    /// <summary>Loses rows behind everybody's back.</summary>
    public void Lose(Table table, Func<Row, bool> isLost)
    {
        lock (_lock)
        {
            foreach (var row in _tables[table].Values.Where(isLost).ToList())
            {
                _tables[table].Remove(row);
            }
        }
    }

    public Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken) =>
        OnOpen() is { } exception ? Task.FromException(exception) : Task.CompletedTask;

    public Task<long?> ReadPositionAsync(Guid journalId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Positions.TryGetValue(journalId, out var position) ? position : (long?)null);
        }
    }

    public async Task ApplyAsync(TierBatch batch, CancellationToken cancellationToken)
    {
        await BeforeApply(batch, cancellationToken);
        lock (_lock)
        {
            if ((Positions.TryGetValue(batch.JournalId, out var position) ? position : (long?)null) != batch.Expected)
            {
                throw new PositionConflictException(batch.JournalId, batch.Expected);
            }

            foreach (var (table, deletes, upserts) in batch.Tables)
            {
                Apply(table, deletes, upserts);
            }

            Positions[batch.JournalId] = batch.Position;
            Applied++;
        }

        AfterCommit(batch);
    }

    public async Task<QueryResult> QueryAsync(Query query, CancellationToken cancellationToken)
    {
        await BeforeQuery(cancellationToken);
        return QueryEvaluator.Evaluate(query, Rows(query.Table));
    }

    public Task<long> GetSizeAsync(CancellationToken cancellationToken) => Task.FromResult(4096L);

    public FailureKind Classify(Exception exception) => Classifier(exception);

    public ValueTask DisposeAsync() => OnDispose();

    private void Apply(Table table, IReadOnlyList<Filter> deletes, IReadOnlyList<Row> upserts)
    {
        if (!_tables.TryGetValue(table, out var rows))
        {
            _tables.Add(table, rows = new Dictionary<Row, Row>(new RowKeyComparer(table.Key)));
        }

        foreach (var row in deletes.SelectMany(filter => rows.Values.Where(filter.Holds)).ToList())
        {
            rows.Remove(row);
        }

        foreach (var row in upserts)
        {
            rows.Remove(row);
            rows.Add(row.Copy(), row.Copy());
        }
    }
}
