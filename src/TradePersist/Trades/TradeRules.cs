using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>What a trade needs in which status, and which status may follow which.</summary>
internal static class TradeRules
{
    public static bool IsFinal(TradeStatus status) => status is TradeStatus.Closed or TradeStatus.Cancelled or TradeStatus.Error;

    public static bool CanFollow(TradeStatus from, TradeStatus to) => (from, to) switch
    {
        (TradeStatus.Pending, TradeStatus.Open or TradeStatus.Cancelled or TradeStatus.Error) => true,
        (TradeStatus.Open, TradeStatus.Closed or TradeStatus.Cancelled or TradeStatus.Error) => true,
        _ => false,
    };

    /// <summary>When the trade got its status.</summary>
    public static DateTimeOffset StatusTime(Trade trade, Trade? earlier) => trade.Status switch
    {
        TradeStatus.Closed when trade.ExitTime is { } exit => exit,
        TradeStatus.Open when trade.EntryTime is { } entry => entry,
        TradeStatus.Pending when trade.CreatedAt is { } created => created,
        var status when earlier?.Status == status => earlier.StatusTime,
        _ => trade.UpdatedAt,
    };

    public static void Require(RowWriter writer, TradeTable table, Trade trade)
    {
        writer.Require(trade.Symbol is not "", table.Symbol, trade.Symbol, "must not be empty");
        writer.Require(TradeWords.Of(trade.Side) is not null, table.Side, trade.Side, "must be long or short");
        writer.Require(TradeWords.Of(trade.Status) is not null, table.Status, trade.Status, "must be pending, open, closed, cancelled or error");
        if (trade.Status is TradeStatus.Open or TradeStatus.Closed)
        {
            writer.Require(trade.EntryPrice is not null, table.EntryPrice, null, "is required from open on");
            writer.Require(trade.EntryTime is not null, table.EntryTime, null, "is required from open on");
        }

        if (trade.Status == TradeStatus.Closed)
        {
            writer.Require(trade.ExitPrice is not null, table.ExitPrice, null, "is required when closed");
            writer.Require(trade.ExitTime is not null, table.ExitTime, null, "is required when closed");
        }

        if (trade.Status is TradeStatus.Pending or TradeStatus.Open)
        {
            writer.Require(trade.ExitPrice is null, table.ExitPrice, trade.ExitPrice, "must be absent before the trade is closed");
            writer.Require(trade.ExitTime is null, table.ExitTime, trade.ExitTime, "must be absent before the trade is closed");
            writer.Require(trade.PnlUsd is null, table.PnlUsd, trade.PnlUsd, "must be absent before the trade is closed");
            writer.Require(trade.PnlPercent is null, table.PnlPercent, trade.PnlPercent, "must be absent before the trade is closed");
        }
    }

    /// <summary>The fields in which two rows say different things of a trade.</summary>
    public static IReadOnlyList<TradeDifference> Compare(Row stored, Row given) =>
    [
        .. TradeTable.Trades.Content
            .Where(column => stored[column] != given[column])
            .Select(column => new TradeDifference(column.Name, stored[column].ToString(), given[column].ToString())),
    ];
}
