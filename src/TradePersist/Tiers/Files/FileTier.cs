using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradePersist.Journal.Storage;
using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>
/// A folder of JSON files as a tier: one per table, one row a line, to be read by people and by any program, also while
/// it is written; <c>docs/file-format.md</c> says how. One process at a time may have the folder open as a tier.
/// </summary>
/// <remarks>
/// Meant for up to about a million rows a table. The key, the time and the indexed columns of each row are held in
/// memory, some 100 to 200 bytes a row; the rows themselves stay in the files.
/// </remarks>
public sealed class FileTier : ITier
{
    private readonly Func<IReadOnlyList<Table>, IJournalStorage> _storage;
    private readonly long _deadBytesAllowed = FilesFolder.DeadBytesAllowed;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile FilesFolder? _folder;
    private bool _isDisposed;

    /// <summary>Creates the tier; <see cref="OpenAsync"/> touches the disk first.</summary>
    /// <param name="options">How it is set up; with a path.</param>
    /// <param name="logger">For its log; none by default.</param>
    public FileTier(FileTierOptions options, ILogger<FileTier>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path);
        var problems = options.Validate();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        var path = Path.GetFullPath(options.Path);
        _storage = tables => FolderRules.Open(path, tables);
        _logger = logger ?? NullLogger<FileTier>.Instance;
    }

    internal FileTier(IJournalStorage storage, long deadBytesAllowed = FilesFolder.DeadBytesAllowed)
    {
        _storage = _ => storage;
        _deadBytesAllowed = deadBytesAllowed;
        _logger = NullLogger.Instance;
    }

    private FilesFolder Folder
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _folder ?? throw new InvalidOperationException("The tier has not been opened.");
        }
    }

    /// <inheritdoc/>
    public Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        return GuardAsync(
            () =>
            {
                Close();
                _folder = new FilesFolder(_storage(tables), tables, _deadBytesAllowed, _logger);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long?> ReadPositionAsync(Guid journalId, CancellationToken cancellationToken) =>
        Task.FromResult(Folder.PositionOf(journalId));

    /// <inheritdoc/>
    public Task ApplyAsync(TierBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return GuardAsync(() => Folder.Apply(batch, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<QueryResult> QueryAsync(Query query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var folder = Folder;
        return RunAsync(() => folder.Query(query, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> GetSizeAsync(CancellationToken cancellationToken) => Task.FromResult(Folder.Size);

    /// <inheritdoc/>
    public FailureKind Classify(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return FileFailures.Classify(exception);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            _isDisposed = true;
            Close();
        }
        finally
        {
            _gate.Release();
        }
    }

    // Files block, so they take a thread of the pool. In turn: readers that ask again at once would keep the writer waiting.
    private static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.PreferFairness | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    private async Task GuardAsync(Action work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            await RunAsync(
                () =>
                {
                    work();
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Close()
    {
        _folder?.Dispose();
        _folder = null;
    }
}
