using Microsoft.Extensions.Logging;
using TradePersist.Diagnostics;
using TradePersist.Journal.Storage;
using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>
/// One table: its file, to which batches are appended, and the index over it. A batch is staged, synced, and then
/// either published or rolled back, by one writer; any number of readers see the batches that were published.
/// </summary>
internal sealed class TableLog : IDisposable
{
    private readonly IJournalStorage _storage;
    private readonly string _path;
    private readonly LineFormat _format;
    private readonly LineFormat _keyFormat;
    private readonly IndexLayout _layout;
    private readonly LogIndex _index;
    private readonly LineWriter _writer = new();
    private readonly ReaderWriterLockSlim _lock = new();
    private SharedFile _file;
    private CommitMark _last;
    private long _end;
    private PendingBatch? _staged;

    /// <summary>Opens the file of a table, or makes it. What was not committed at its end is cut off.</summary>
    /// <param name="storage">The folder.</param>
    /// <param name="table">The table.</param>
    /// <param name="synced">The number of the last batch that is known to be synced.</param>
    /// <param name="logger">The log.</param>
    public TableLog(IJournalStorage storage, Table table, long synced, ILogger logger)
    {
        _storage = storage;
        Name = FileNameOf(table);
        _path = Path.Combine(storage.Location, Name);
        _layout = new IndexLayout(table);
        _format = new LineFormat(table);
        _keyFormat = new LineFormat(_layout.Table);
        _index = new LogIndex(_layout.Table);
        _file = new SharedFile(OpenOrCreate(synced));
        try
        {
            Load(synced, logger);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Table Table => _format.Table;

    public string Name { get; }

    public int Count => _index.Count;

    /// <summary>The number of the last batch that counts, or of the one that was written behind it.</summary>
    public long Batch => _last.Batch + (IsStaged ? 1 : 0);

    /// <summary>Whether a batch is being written.</summary>
    public bool IsStaged => _staged is { Count: > 0 };

    /// <summary>The bytes of the file.</summary>
    public long Size => Interlocked.Read(ref _end);

    /// <summary>The bytes that a compaction would leave, not counting a few of the first and the last line.</summary>
    public long LiveBytes => _index.LiveBytes;

    public static string FileNameOf(Table table) => $"{table.Name}.jsonl";

    /// <summary>Whether the file is still the one that was opened, as it was left.</summary>
    public bool IsIntact()
    {
        if (!_storage.List().Contains(Name))
        {
            return false;
        }

        using var named = _storage.Open(Name);
        return named.Length == _end;
    }

    /// <summary>Writes the lines of a batch behind the last one.</summary>
    public void Stage(TableBatch batch, CancellationToken cancellationToken)
    {
        _writer.Begin(_file.File, _end);
        _staged = new StagedLines(_path, _layout, _format, _keyFormat, _index, _file.File, _writer).Write(batch, cancellationToken);
    }

    /// <summary>Writes the end of the batch, and syncs it. It is there now, but readers do not see it yet.</summary>
    public void Commit(Guid journalId, long lsn)
    {
        if (IsStaged)
        {
            _writer.Commit(new CommitMark(Batch, journalId, lsn));
            _writer.Flush();
            _file.File.Sync();
        }
    }

    /// <summary>Lets readers see the batch.</summary>
    public void Publish(Guid journalId, long lsn)
    {
        if (!IsStaged)
        {
            return;
        }

        _lock.EnterWriteLock();
        try
        {
            _index.Apply(_staged!);
        }
        finally
        {
            _lock.ExitWriteLock();
        }

        _last = new CommitMark(Batch, journalId, lsn);
        Interlocked.Exchange(ref _end, _writer.End);
        _staged = null;
    }

    /// <summary>Cuts off what was staged, finished or not.</summary>
    public void RollBack()
    {
        _staged = null;
        if (_file.File.Length != _end)
        {
            _file.File.SetLength(_end);
        }
    }

    /// <summary>Answers a query; null when another log has taken this one's place.</summary>
    public QueryResult? TryQuery(Query query, CancellationToken cancellationToken)
    {
        var plan = new QueryPlan(_layout, query);
        IReadOnlyList<LineAt> lines;
        SharedFile file;
        _lock.EnterReadLock();
        try
        {
            if (plan.TryAnswer(_index) is { } answer)
            {
                return answer;
            }

            lines = plan.Select(_index);
            file = _file;
            if (!file.TryShare())
            {
                return null;
            }
        }
        finally
        {
            _lock.ExitReadLock();
        }

        using (file)
        using (var reader = new LineReader(_path, file.File, lines, cancellationToken))
        {
            return plan.Answer(reader.Rows(_format));
        }
    }

    /// <summary>Writes a new file with the lines that count, by key, and puts it in the place of this one. Readers go on.</summary>
    public void Compact()
    {
        var slots = _index.Slots().ToList();
        var moved = new LineAt[slots.Count];
        var compacted = AtomicFile.Replace(_storage, Name, file =>
        {
            _writer.Begin(file, 0);
            _writer.Header(Table);
            using var lines = new LineReader(_path, _file.File, [.. slots.Select(_index.LineAt)], CancellationToken.None);
            for (var i = 0; lines.Read(); i++)
            {
                moved[i] = _writer.Copy(lines.Line, _index.LineAt(slots[i]).HasUnknown);
            }

            if (_last.Batch > 0)
            {
                _writer.Commit(_last);
            }

            _writer.Flush();
        });
        var former = _file;
        _lock.EnterWriteLock();
        try
        {
            _file = new SharedFile(compacted);
            for (var i = 0; i < moved.Length; i++)
            {
                _index.Move(slots[i], moved[i]);
            }
        }
        finally
        {
            _lock.ExitWriteLock();
        }

        Interlocked.Exchange(ref _end, _writer.End);
        former.Dispose();
    }

    /// <summary>Closes the file. Those who read now keep it open until they are done.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }

    private IJournalFile OpenOrCreate(long synced)
    {
        AtomicFile.RemoveLeftover(_storage, Name);
        if (_storage.List().Contains(Name))
        {
            return _storage.Open(Name);
        }

        if (synced > 0)
        {
            throw new DamagedFileException(_path, 0, $"is missing, and batch {synced} of it was committed. To have everything written anew, delete the whole folder.");
        }

        return AtomicFile.Replace(_storage, Name, file =>
        {
            _writer.Begin(file, 0);
            _writer.Header(Table);
            _writer.Flush();
        });
    }

    private void Load(long synced, ILogger logger)
    {
        var scan = new LogScan(_path, _format, _layout, _index);
        scan.Run(_file.File, synced);
        (_last, _end) = (scan.Last, scan.End);
        var rest = _file.File.Length - _end;
        if (rest > 0)
        {
            FilesLog.Cut(logger, _path, rest, _end);
            RollBack();
        }

        if (rest > 0 || _end > scan.SyncedEnd)
        {
            Rewrite(scan.SyncedEnd);
            _file.File.Sync();
        }
    }

    // After a sync that failed, the system may take for written what is not on the disk.
    private void Rewrite(long offset)
    {
        var buffer = new byte[64 << 10];
        while (offset < _end)
        {
            var count = _file.File.Read(offset, buffer.AsSpan(0, (int)Math.Min(buffer.Length, _end - offset)));
            if (count == 0)
            {
                throw new DamagedFileException(_path, 0, "became shorter while it was opened.");
            }

            _file.File.Write(offset, buffer.AsSpan(0, count));
            offset += count;
        }
    }
}
