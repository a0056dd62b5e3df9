using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>
/// The buckets of one table while it is compared. Days are all kept, for the order of the key visits them again and again;
/// partitions come one after the other, so only those are kept that are not done or differ.
/// </summary>
internal sealed class BucketBook(Table table)
{
    private const int MostNamed = 1_000;

    private readonly ContentHash _hash = new(table);
    private readonly BucketNames _names = new(table);
    private readonly Bucket _whole = new();
    private readonly Dictionary<string, Bucket> _open = [];
    private readonly List<BucketComparison> _differing = [];
    private readonly bool _arePartitions = table.Time is null && table.Partition.Count > 0;
    private string? _current;
    private long _closed;
    private long _closedDiffering;

    /// <summary>The next row in the order of the key, which both have.</summary>
    public void AddAlike(Row row)
    {
        Visit(row);
        var hash = _hash.Of(row);
        var bucket = Of(row);
        bucket.Add(hash);
        bucket.AddOther(hash);
        _whole.Add(hash);
        _whole.AddOther(hash);
    }

    /// <summary>The next row in the order of the key, which is to be looked at again: its bucket is not done.</summary>
    public void AddSuspect(Row row)
    {
        Visit(row);
        Of(row).IsOpen = true;
    }

    /// <summary>A row of the tier.</summary>
    public void Add(Row row)
    {
        var hash = _hash.Of(row);
        Of(row).Add(hash);
        _whole.Add(hash);
    }

    /// <summary>A row of the other tier.</summary>
    public void AddOther(Row row)
    {
        var hash = _hash.Of(row);
        Of(row).AddOther(hash);
        _whole.AddOther(hash);
    }

    /// <summary>Everything that was to be looked at again has been.</summary>
    public void Settle()
    {
        foreach (var (name, bucket) in _open)
        {
            bucket.IsOpen = false;
            if (_arePartitions && name != _current)
            {
                Close(name, bucket);
            }
        }
    }

    /// <summary>What it all adds up to.</summary>
    public TableComparison Complete(string name)
    {
        foreach (var (open, bucket) in _open)
        {
            Close(open, bucket);
        }

        return new TableComparison(name, _whole.Describe("all"))
        {
            Buckets = _closed,
            BucketsDiffering = _closedDiffering,
            DifferingBuckets = [.. _differing.OrderBy(bucket => bucket.Bucket, StringComparer.Ordinal)],
        };
    }

    private void Visit(Row row)
    {
        var name = _names.Of(row);
        if (_arePartitions && name != _current && _current is not null && !_open[_current].IsOpen)
        {
            Close(_current, _open[_current]);
        }

        _current = name;
    }

    private Bucket Of(Row row)
    {
        var name = _names.Of(row);
        if (!_open.TryGetValue(name, out var bucket))
        {
            _open.Add(name, bucket = new Bucket());
        }

        return bucket;
    }

    private void Close(string name, Bucket bucket)
    {
        _open.Remove(name);
        _closed++;
        if (bucket.Differs)
        {
            _closedDiffering++;
            if (_differing.Count < MostNamed)
            {
                _differing.Add(bucket.Describe(name));
            }
        }
    }
}
