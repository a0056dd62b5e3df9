using TradePersist.Chain;
using TradePersist.Model;

namespace TradePersist.Trades;

internal sealed class TradeTracker(IRecordStore store, TimeProvider time) : ITradeTracker
{
    private readonly TradeWriter _writer = new(store, time);
    private readonly TradeStatisticsReader _statistics = new(store, time);

    public Guid NewId() => _writer.NewId();

    public Task<TradeReceipt> AddAsync(Trade trade, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return _writer.WriteAsync(trade.Id, TradeStatus.Closed, "close", _ => trade, cancellationToken);
    }

    public Task<TradeReceipt> PlaceAsync(Trade trade, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return _writer.WriteAsync(trade.Id, TradeStatus.Pending, "place", _ => trade, cancellationToken);
    }

    public Task<TradeReceipt> OpenAsync(Trade trade, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return _writer.WriteAsync(
            trade.Id,
            TradeStatus.Open,
            "open",
            stored => trade with { EntryTime = trade.EntryTime ?? stored?.EntryTime ?? time.GetUtcNow() },
            cancellationToken);
    }

    public Task<TradeReceipt> UpdateAsync(Guid id, Func<Trade, Trade> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _writer.WriteAsync(
            id,
            null,
            "update",
            stored =>
            {
                stored = stored ?? throw new TradeNotFoundException(id);
                return TradeRules.IsFinal(stored.Status) ? throw new TradeStateException(id, stored.Status, "update") : change(stored);
            },
            cancellationToken);
    }

    public Task<TradeReceipt> CloseAsync(Guid id, TradeExit tradeExit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tradeExit);
        return _writer.WriteAsync(
            id,
            TradeStatus.Closed,
            "close",
            stored =>
            {
                stored = stored ?? throw new TradeNotFoundException(id);
                return stored with
                {
                    ExitPrice = tradeExit.Price,
                    ExitReason = tradeExit.Reason ?? stored.ExitReason,
                    ExitTime = tradeExit.Time ?? stored.ExitTime ?? time.GetUtcNow(),
                    Fees = tradeExit.Fees ?? stored.Fees,
                    PnlUsd = tradeExit.PnlUsd ?? stored.PnlUsd,
                    PnlPercent = tradeExit.PnlPercent ?? stored.PnlPercent,
                };
            },
            cancellationToken);
    }

    public Task<TradeReceipt> CancelAsync(Guid id, string? reason = null, CancellationToken cancellationToken = default) =>
        EndAsync(id, TradeStatus.Cancelled, "cancel", reason, cancellationToken);

    public Task<TradeReceipt> FailAsync(Guid id, string reason, CancellationToken cancellationToken = default) =>
        EndAsync(id, TradeStatus.Error, "fail", reason, cancellationToken);

    public Task<TradeReceipt> CorrectAsync(Trade trade, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(reason);
        return _writer.CorrectAsync(trade, reason, cancellationToken);
    }

    public async Task<Trade?> GetAsync(Guid id, CancellationToken cancellationToken = default) =>
        await _writer.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } row ? TradeMapper.Read(row) : null;

    public Task<ResultList<TradeRevision>> GetRevisionsAsync(Guid id, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        store.ReadAllAsync(TradeQueries.Revisions(id), TradeMapper.ReadRevision, options, cancellationToken);

    public async Task<ResultList<Trade>> GetHistoryAsync(TradeHistoryQuery? query = null, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await store.QueryAsync(TradeQueries.History(query ?? new TradeHistoryQuery()), options, cancellationToken).ConfigureAwait(false);
        return answer.Map(TradeMapper.Read);
    }

    public Task<TradeStatistics> GetStatisticsAsync(int? days = null, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        _statistics.ReadAsync(days, options, cancellationToken);

    public async Task<TradePeriods> GetPeriodsAsync(ReadOptions? options = null, CancellationToken cancellationToken = default) => new(
        await GetStatisticsAsync(null, options, cancellationToken).ConfigureAwait(false),
        await GetStatisticsAsync(7, options, cancellationToken).ConfigureAwait(false),
        await GetStatisticsAsync(30, options, cancellationToken).ConfigureAwait(false));

    public TradePnl CalculatePnl(TradeSide side, decimal entryPrice, decimal exitPrice, decimal quantity, decimal leverage = 1m, decimal fees = 0m) =>
        PnlCalculator.Calculate(side, entryPrice, exitPrice, quantity, leverage, fees);

    public string FormatStatsMessage(TradeStatistics statistics) => StatsMessage.Format(statistics);

    private Task<TradeReceipt> EndAsync(Guid id, TradeStatus status, string verb, string? reason, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            id,
            status,
            verb,
            stored => stored is null ? throw new TradeNotFoundException(id) : stored with { StatusReason = reason ?? stored.StatusReason },
            cancellationToken);
}
