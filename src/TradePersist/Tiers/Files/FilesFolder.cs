using Microsoft.Extensions.Logging;
using TradePersist.Diagnostics;
using TradePersist.Journal.Storage;
using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>The open folder of a file tier, owned by this process alone. One writer, any number of readers.</summary>
internal sealed class FilesFolder : IDisposable
{
    public const string LockName = "files.lock";

    /// <summary>What may be dead in a file, beside as much as is alive, before it is compacted.</summary>
    public const long DeadBytesAllowed = 64 << 10;

    private readonly IJournalStorage _storage;
    private readonly IReadOnlyList<Table> _tables;
    private readonly long _deadBytesAllowed;
    private readonly ILogger _logger;
    private readonly IDisposable _lock;
    private readonly Dictionary<TableLog, long> _notBelow = [];
    private volatile IReadOnlyDictionary<Table, TableLog> _logs = new Dictionary<Table, TableLog>();
    private volatile FilePositions _positions = FilePositions.None;
    private volatile bool _isDisposed;
    private bool _isStale;
    private bool _hasUnsyncedNames;

    public FilesFolder(IJournalStorage storage, IReadOnlyList<Table> tables, long deadBytesAllowed, ILogger logger)
    {
        _storage = storage;
        _tables = tables;
        _deadBytesAllowed = deadBytesAllowed;
        _logger = logger;
        _lock = storage.Lock();
        try
        {
            Load();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public long Size => _logs.Values.Sum(log => log.Size);

    public long? PositionOf(Guid journalId) => _positions.Of(journalId);

    public QueryResult Query(Query query, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (LogOf(query.Table).TryQuery(query, cancellationToken) is { } answer)
            {
                return answer;
            }

            // The files were loaded anew meanwhile.
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(FileTier));
        }
    }

    public void Apply(TierBatch batch, CancellationToken cancellationToken)
    {
        LoadIfChanged(batch);
        if (_hasUnsyncedNames)
        {
            // Else a power cut could take back the name of a compacted file, and with it what is written into that now.
            SyncNames();
        }

        if (_positions.Of(batch.JournalId) != batch.Expected)
        {
            throw new PositionConflictException(batch.JournalId, batch.Expected);
        }

        List<TableLog> logs = [.. batch.Tables.Select(table => LogOf(table.Table))];
        FilePositions positions;
        try
        {
            // All lines before any commit: a table that refuses its part must not find another's kept.
            for (var i = 0; i < logs.Count; i++)
            {
                logs[i].Stage(batch.Tables[i], cancellationToken);
            }

            // Rows first, then the position: after a crash between them the journal brings the same rows again.
            foreach (var log in logs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                log.Commit(batch.JournalId, batch.Position);
            }

            positions = _positions.With(batch.JournalId, batch.Position, logs.Where(log => log.IsStaged).Select(log => (log.Table.Name, log.Batch)));
            positions.Save(_storage);
            _hasUnsyncedNames = true;
        }
        catch
        {
            logs.ForEach(RollBack);
            throw;
        }

        logs.ForEach(log => log.Publish(batch.JournalId, batch.Position));
        _positions = positions;
        SyncNames();
        foreach (var log in logs)
        {
            CompactIfWorthwhile(log);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        foreach (var log in _logs.Values)
        {
            log.Dispose();
        }

        _lock.Dispose();
    }

    private TableLog LogOf(Table table) =>
        _logs.TryGetValue(table, out var log) ? log : throw new ArgumentException($"The tier was not opened with table '{table}'.", nameof(table));

    private void Load()
    {
        var positions = FilePositions.Load(_storage);
        var logs = new Dictionary<Table, TableLog>();
        try
        {
            foreach (var table in _tables)
            {
                logs.Add(table, new TableLog(_storage, table, positions.BatchOf(table.Name), _logger));
            }

            SyncNames();
        }
        catch
        {
            DisposeAll(logs.Values);
            throw;
        }

        var former = _logs;
        (_logs, _positions, _isStale) = (logs, positions, false);
        _notBelow.Clear();
        DisposeAll(former.Values);
    }

    private void SyncNames()
    {
        _storage.SyncDirectory();
        _hasUnsyncedNames = false;
    }

    private static void DisposeAll(IEnumerable<TableLog> logs)
    {
        foreach (var log in logs)
        {
            log.Dispose();
        }
    }

    private void LoadIfChanged(TierBatch batch)
    {
        if (batch.Tables.Select(table => LogOf(table.Table)).FirstOrDefault(log => !log.IsIntact()) is { } changed)
        {
            FilesLog.Changed(_logger, changed.Name);
            _isStale = true;
        }

        if (_isStale)
        {
            Load();
        }
    }

    private void RollBack(TableLog log)
    {
        try
        {
            log.RollBack();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            FilesLog.NotCut(_logger, exception, log.Name);
            _isStale = true;
        }
    }

    private void CompactIfWorthwhile(TableLog log)
    {
        var before = log.Size;
        if (before <= (2 * log.LiveBytes) + _deadBytesAllowed || before < _notBelow.GetValueOrDefault(log))
        {
            return;
        }

        try
        {
            // To its end, however long the caller waits: what was ended half-way would take longer each time.
            log.Compact();
            _notBelow.Remove(log);
            _hasUnsyncedNames = true;
            SyncNames();
            FilesLog.Compacted(_logger, log.Name, before, log.Size, log.Count);
        }
        catch (Exception exception)
        {
            // The batch is committed, and the file is whole as it was.
            FilesLog.NotCompacted(_logger, exception, log.Name);
            _notBelow[log] = before + (before / 2);
        }
    }
}
