using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Tests.Support;

/// <summary>A tier without a unique key, whose rows a test may damage, double or lose by hand.</summary>
internal sealed class LooseTier : ITier
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Table, List<Row>> _tables = [];
    private readonly Dictionary<Guid, long> _positions = [];

    /// <summary>The position that is stored; null for none.</summary>
    public long? Position
    {
        get
        {
            lock (_lock)
            {
                return _positions.Count == 0 ? null : _positions.Values.Last();
            }
        }
    }

    /// <summary>Called before a batch is applied; what it throws, the tier throws.</summary>
    public Func<TierBatch, CancellationToken, Task> BeforeApply { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called after a batch was applied: an exception here is a commit whose acknowledgement was lost.</summary>
    public Action<TierBatch> AfterCommit { get; set; } = _ => { };

    /// <summary>Called before a query is answered; what it throws, the tier throws.</summary>
    public Func<Query, CancellationToken, Task> BeforeQuery { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What an exception is that the test did not make.</summary>
    public FailureKind OfUnknown { get; set; } = FailureKind.Transient;

    public Func<Exception?> OnOpen { get; set; } = () => null;

    /// <summary>What an answer is turned into before it is given.</summary>
    public Func<Query, QueryResult, QueryResult> Answer { get; set; } = (_, result) => result;

    /// <summary>Changes the rows of a table behind everybody's back. They are kept in the order of the key.</summary>
    public void Edit(Table table, Action<List<Row>> edit)
    {
        lock (_lock)
        {
            var rows = RowsOf(table);
            edit(rows);
            var order = new RowKeyComparer(table.Key);
            rows.Sort(order.Compare);
        }
    }

    /// <summary>Sets the position back to where it was in a backup, or takes it away.</summary>
    public void SetPosition(long? position)
    {
        lock (_lock)
        {
            foreach (var journal in _positions.Keys.ToList())
            {
                _positions.Remove(journal);
                if (position is { } known)
                {
                    _positions.Add(journal, known);
                }
            }
        }
    }

    public IReadOnlyList<Row> Rows(Table table)
    {
        lock (_lock)
        {
            return [.. RowsOf(table)];
        }
    }

    public Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken) =>
        OnOpen() is { } exception ? Task.FromException(exception) : Task.CompletedTask;

    public Task<long?> ReadPositionAsync(Guid journalId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_positions.TryGetValue(journalId, out var position) ? position : (long?)null);
        }
    }

    public async Task ApplyAsync(TierBatch batch, CancellationToken cancellationToken)
    {
        await BeforeApply(batch, cancellationToken);
        lock (_lock)
        {
            if ((_positions.TryGetValue(batch.JournalId, out var position) ? position : (long?)null) != batch.Expected)
            {
                throw new PositionConflictException(batch.JournalId, batch.Expected);
            }

            foreach (var (table, deletes, upserts) in batch.Tables)
            {
                var rows = RowsOf(table);
                rows.RemoveAll(row => deletes.Any(filter => filter.Holds(row)));
                var slots = new Dictionary<Row, int>(new RowKeyComparer(table.Key));
                for (var i = 0; i < rows.Count; i++)
                {
                    slots.TryAdd(rows[i], i);
                }

                foreach (var row in upserts)
                {
                    if (slots.TryGetValue(row, out var slot))
                    {
                        rows[slot] = row.Copy();
                    }
                    else
                    {
                        rows.Add(row.Copy());
                    }
                }
            }

            _positions[batch.JournalId] = batch.Position;
        }

        AfterCommit(batch);
    }

    public async Task<QueryResult> QueryAsync(Query query, CancellationToken cancellationToken)
    {
        await BeforeQuery(query, cancellationToken);
        return Answer(query, QueryEvaluator.Evaluate(query, Rows(query.Table)));
    }

    public Task<long> GetSizeAsync(CancellationToken cancellationToken) => Task.FromResult(4096L);

    public FailureKind Classify(Exception exception) => exception is TierFaultException fault ? fault.Kind : OfUnknown;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private List<Row> RowsOf(Table table)
    {
        if (!_tables.TryGetValue(table, out var rows))
        {
            _tables.Add(table, rows = []);
        }

        return rows;
    }
}
