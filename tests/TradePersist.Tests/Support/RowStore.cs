using TradePersist.Chain;
using TradePersist.Model;

namespace TradePersist.Tests.Support;

/// <summary>The least that a domain needs below it: changes applied to rows in memory, in order, and the shared evaluator over them.</summary>
internal sealed class RowStore : IRecordStore
{
    public Acknowledgement Acknowledgement => Acknowledgement.Durable;

    private readonly Lock _gate = new();
    private readonly Dictionary<Table, Dictionary<Row, Row>> _tables = [];
    private long _lsn;

    public List<Change> Changes { get; } = [];

    public List<Query> Queries { get; } = [];

    public int Finds { get; private set; }

    /// <summary>Thrown by appends before anything is composed.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Thrown by appends after the change was composed and before it is accepted, as when a record is too large.</summary>
    public Exception? LateRefusal { get; set; }

    /// <summary>Held by appends after the change is accepted and before the receipt.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public bool IsUnavailable { get; set; }

    public bool IsComplete { get; set; } = true;

    public async Task<Receipt> AppendAsync(Func<Change> compose, Action? accepted, CancellationToken cancellationToken)
    {
        long lsn;
        lock (_gate)
        {
            ThrowIf(Refusal);
            compose();
            ThrowIf(LateRefusal);
            var change = compose();
            lsn = ++_lsn;
            accepted?.Invoke();
            Changes.Add(change);
            Apply(change);
        }

        await Gate.WaitAsync(cancellationToken);
        await Task.Yield();
        return new Receipt(lsn, Acknowledgement.Durable);
    }

    public Task<Answer> QueryAsync(Query query, ReadOptions? options, CancellationToken cancellationToken)
    {
        ThrowIfUnavailable();
        lock (_gate)
        {
            Queries.Add(query);
            return Task.FromResult(new Answer(QueryEvaluator.Evaluate(query, Rows(query.Table)) with { IsComplete = IsComplete }, "rows"));
        }
    }

    public async Task<Row?> FindAsync(Row key, CancellationToken cancellationToken)
    {
        ThrowIfUnavailable();
        Row? found;
        lock (_gate)
        {
            Finds++;
            found = TableOf(key.Table).TryGetValue(key, out var row) ? row : null;
        }

        // Whoever does not keep others out between reading and writing shall be caught at it.
        await Task.Yield();
        return found;
    }

    public Task<long> GetSizeAsync(string tier, CancellationToken cancellationToken) => Task.FromResult(4096L);

    public IReadOnlyList<Row> Rows(Table table)
    {
        lock (_gate)
        {
            return [.. TableOf(table).Values];
        }
    }

    private static void ThrowIf(Exception? exception)
    {
        if (exception is not null)
        {
            throw exception;
        }
    }

    private void ThrowIfUnavailable()
    {
        if (IsUnavailable)
        {
            throw new TierUnavailableException([new("rows", "is Down")]);
        }
    }

    private Dictionary<Row, Row> TableOf(Table table)
    {
        if (!_tables.TryGetValue(table, out var rows))
        {
            _tables[table] = rows = new Dictionary<Row, Row>(new RowKeyComparer(table.Key));
        }

        return rows;
    }

    private void Apply(Change change)
    {
        foreach (var operation in change.Operations)
        {
            var rows = TableOf(operation.Table);
            switch (operation)
            {
                case UpsertOperation upsert:
                    foreach (var row in upsert.Rows)
                    {
                        rows[row] = row.Copy();
                    }

                    break;
                case ReplaceOperation replace:
                    Delete(rows, Filter.Matching(replace.Table.Partition, replace.Partition));
                    foreach (var row in replace.Rows)
                    {
                        rows.Add(row.Copy(), row.Copy());
                    }

                    break;
                case DeleteOperation delete:
                    Delete(rows, delete.Filter);
                    break;
                default:
                    throw new NotSupportedException(operation.GetType().Name);
            }
        }
    }

    private static void Delete(Dictionary<Row, Row> rows, Filter filter)
    {
        foreach (var row in rows.Values.Where(filter.Holds).ToList())
        {
            rows.Remove(row);
        }
    }
}
