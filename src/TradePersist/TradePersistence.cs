using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TradePersist.Candles;
using TradePersist.Chain;
using TradePersist.Control;
using TradePersist.Journal;
using TradePersist.Journal.Storage;
using TradePersist.Repair;
using TradePersist.Tiers;
using TradePersist.Trades;
using TradePersist.Trails;

namespace TradePersist;

/// <summary>
/// The memory of a trading bot: one durable journal, and behind it the tiers that hold its records. One instance per
/// journal; all members may be called from any thread.
/// </summary>
public sealed class TradePersistence : IStoreControl, IAsyncDisposable
{
    private readonly TradePersistenceBuilder _builder;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _time;
    private readonly Catalog _catalog;
    private readonly StoreGate _gate = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ControlServer? _control;
    private bool _isStopped;

    internal TradePersistence(TradePersistenceBuilder builder, ILoggerFactory loggers, TimeProvider time)
    {
        _builder = builder;
        _loggers = loggers;
        _time = time;
        _catalog = new Catalog(builder.TrailSchema);
        Candles = new CandleStore(_gate, time);
        Trades = new TradeTracker(_gate, time);
        Trails = new TrailStore(_gate, builder.TrailSchema, builder.FlagDefault, time);
    }

    /// <summary>Candles.</summary>
    public ICandleStore Candles { get; }

    /// <summary>Trades.</summary>
    public ITradeTracker Trades { get; }

    /// <summary>Trails.</summary>
    public ITrailStore Trails { get; }

    /// <summary>
    /// Builds and starts, without dependency injection.
    /// Throws <see cref="OptionsValidationException"/> with every option at fault, and what <see cref="StartAsync"/> throws.
    /// </summary>
    /// <param name="configure">Says which journal and which tiers.</param>
    /// <param name="loggers">For the log; none by default.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<TradePersistence> OpenAsync(
        Action<TradePersistenceBuilder> configure,
        ILoggerFactory? loggers = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new TradePersistenceBuilder();
        configure(builder);
        var persistence = new TradePersistence(builder, loggers ?? NullLoggerFactory.Instance, time ?? TimeProvider.System);
        await persistence.StartAsync(cancellationToken).ConfigureAwait(false);
        return persistence;
    }

    /// <summary>
    /// Recovers the journal and starts feeding the tiers. A tier that cannot be reached does not hold this up. Does
    /// nothing when started already. Throws <see cref="OptionsValidationException"/>, <see cref="JournalInUseException"/>,
    /// <see cref="JournalCorruptException"/>, <see cref="JournalSchemaException"/>, and what is wrong with a required tier
    /// for good, such as <see cref="SchemaMismatchException"/>.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            if (_gate.IsOpen)
            {
                return;
            }

            _builder.Validate();
            var settings = _builder.Options;
            if (_builder.IsGuest)
            {
                SchemaGuard.Check(_builder.Journal.Directory, _catalog.Tables);
            }

            var context = new TierContext(settings.DataFolder, _loggers, _time);
            var logger = _loggers.CreateLogger(nameof(TradePersist));
            IJournalStorage storage = _builder.IsJournalInMemory ? new MemoryJournalStorage() : new DiskJournalStorage(_builder.Journal.Directory);
            _gate.Chain = await TierChain.OpenAsync(
                storage,
                _builder.Journal,
                [.. _builder.Tiers.Select(tier => tier.Build(context))],
                _catalog,
                new ChainOptions(settings.Acknowledgement, settings.ReadTimeout, settings.StartTimeout, settings.DrainTimeout, settings.MemoryRowsPerTable, _builder.IsGuest),
                _time,
                logger,
                cancellationToken).ConfigureAwait(false);
            if (settings.ControlSocket && !_builder.IsJournalInMemory)
            {
                _control = ControlServer.TryOpen(_builder.Journal.Directory, this, _time, logger);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Refuses further writes, lets the tiers catch up within the drain timeout, and closes everything; it cannot be started again. What is left stays in the journal.</summary>
    /// <param name="cancellationToken">Ends the wait for the tiers; everything is closed all the same.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        // One after the other, and after a start that is under way.
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            _isStopped = true;
            if (_control is not null)
            {
                await _control.DisposeAsync().ConfigureAwait(false);
                _control = null;
            }

            if (_gate.IsOpen)
            {
                await _gate.Chain.StopAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(StopAsync(CancellationToken.None));

    /// <summary>How the journal and each tier are, right now. Asks no tier, so it never waits.</summary>
    public HealthReport GetHealth() => HealthReporter.Report(_gate.Chain, _builder.Options.Acknowledgement, !_builder.IsJournalInMemory);

    /// <summary>Waits until every tier that is up holds everything that was written so far. False when the time is up first.</summary>
    public Task<bool> DrainAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _gate.Chain.DrainAsync(timeout, cancellationToken);

    /// <summary>
    /// Asks one SQL tier anything, in its own dialect, on a read-only transaction, and maps each row by column name.
    /// Throws <see cref="TierUnavailableException"/> when the tier is neither up nor waiting for a resync.
    /// </summary>
    /// <param name="tier">The tier's name.</param>
    /// <param name="sql">A statement that reads.</param>
    /// <param name="parameters">An object whose members are the statement's parameters.</param>
    /// <param name="options">The time limit; the tier is the one named here.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string tier, string sql, object? parameters = null, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        _gate.Chain.QuerySqlAsync<T>(tier, sql, parameters, options ?? new ReadOptions(), cancellationToken);

    /// <summary>The records that a tier refused for good, in the order of the journal.</summary>
    public IReadOnlyList<QuarantinedRecord> GetQuarantine(string tier) => Worker(tier).Quarantine.List();

    /// <summary>Offers the quarantined records to their tier again, in order. Returns how many it took; the others stay. Throws <see cref="TierUnavailableException"/> when the tier is not up.</summary>
    public Task<int> RetryQuarantineAsync(string tier, CancellationToken cancellationToken = default) =>
        Worker(tier).RetryQuarantineAsync(cancellationToken);

    /// <summary>Drops one quarantined record for good. False when it is not there, or a retry is offering it to the tier just now.</summary>
    public bool DropQuarantined(string tier, long lsn) => Worker(tier).Quarantine.Remove(lsn);

    /// <summary>
    /// Compares two tiers, while the bot may write: by table, and within it by UTC day, partition, or as a whole. What
    /// differs is looked at again while both stand still at one record of the journal, a few hundred keys at a time: reads
    /// go to the next tier, and of the writes only those of <see cref="Acknowledgement.RequiredTiers"/> wait for it, as they
    /// do for any tier that takes its time. A tier does not stand long for one that hangs. One verification or resync runs at
    /// a time; another waits.
    /// Throws <see cref="ArgumentException"/> when there are no two such tiers, and <see cref="TierUnavailableException"/>
    /// naming the tier that is neither up nor waiting for a resync, or does not answer.
    /// </summary>
    /// <param name="tier">The tier to verify.</param>
    /// <param name="against">The tier to compare it with.</param>
    /// <param name="options">How many keys are named, and how long a tier is waited for.</param>
    /// <param name="progress">Told now and then, and at the end of each table.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<VerifyReport> VerifyAsync(
        string tier,
        string against,
        VerifyOptions? options = null,
        IProgress<VerifyProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        _gate.Chain.Repairs.VerifyAsync(tier, against, options, progress, cancellationToken);

    /// <summary>
    /// Makes a tier hold the same rows as another, while the bot may write.
    /// <para>
    /// A tier that is up stays up: what differs is overwritten while both stand still at one record of the journal. Rows that
    /// its quarantine touches are left alone and counted as unrepaired: retry or drop those records first. The rows of a trail
    /// are repaired together, or all left alone.
    /// </para>
    /// <para>
    /// A tier that needs a resync is rebuilt and fed again; until then it answers only reads that accept stale rows, and the
    /// journal keeps for it what is written. When the journal gets too full for that, the rebuild is given up rather than a
    /// write refused. A rebuild that does not complete leaves the tier as it was: in need of a resync. Its quarantine is
    /// dropped, for the rows it would have changed are replaced; rows that the tier refuses are quarantined in its place.
    /// </para>
    /// <para>
    /// Throws <see cref="ArgumentException"/> when there are no two such tiers, or a rebuild would leave tables out; and
    /// <see cref="TierUnavailableException"/> naming the tier, when the target is neither up nor in need of a resync, the
    /// source is not up or has records in quarantine, or one of them does not answer.
    /// </para>
    /// </summary>
    /// <param name="tier">The tier to repair.</param>
    /// <param name="from">The tier that is right.</param>
    /// <param name="options">How many keys are named, and how long a tier is waited for.</param>
    /// <param name="progress">Told now and then, and at the end of each table.</param>
    /// <param name="cancellationToken">Ends it. What was repaired stays so.</param>
    public Task<ResyncReport> ResyncAsync(
        string tier,
        string from,
        VerifyOptions? options = null,
        IProgress<VerifyProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        _gate.Chain.Repairs.ResyncAsync(tier, from, options, progress, cancellationToken);

    Task<HealthReport> IStoreControl.GetHealthAsync(CancellationToken cancellationToken) => Task.FromResult(GetHealth());

    Task<long> IStoreControl.GetSizeAsync(string tier, CancellationToken cancellationToken) =>
        _gate.GetSizeAsync(Worker(tier).Name, cancellationToken);

    Task<IReadOnlyList<QuarantinedRecord>> IStoreControl.GetQuarantineAsync(string tier, CancellationToken cancellationToken) =>
        Task.FromResult(GetQuarantine(tier));

    Task<bool> IStoreControl.DropQuarantinedAsync(string tier, long lsn, CancellationToken cancellationToken) =>
        Task.FromResult(DropQuarantined(tier, lsn));

    private TierWorker Worker(string tier) =>
        _gate.Chain.Workers.FirstOrDefault(worker => worker.Name == tier)
        ?? throw new ArgumentException($"There is no tier '{tier}'.", nameof(tier));
}
