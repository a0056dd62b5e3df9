using System.Globalization;
using Microsoft.Data.Sqlite;
using TradePersist.Model;
using TradePersist.Trades;

namespace TradePersist.Benchmarks.Sqlite;

internal static class HandWrittenTrades
{
    private const string Upsert = """
        INSERT INTO trades (
            id, symbol, side, status, entry_price, exit_price, quantity, entry_time, exit_time, pnl_usd, pnl_percent, exit_reason,
            leverage, fees, strategy_name, stop_loss, take_profit, order_id, status_reason, status_time, created_at, updated_at, revision)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
        ON CONFLICT (id) DO UPDATE SET
            symbol = excluded.symbol, side = excluded.side, status = excluded.status, entry_price = excluded.entry_price,
            exit_price = excluded.exit_price, quantity = excluded.quantity, entry_time = excluded.entry_time,
            exit_time = excluded.exit_time, pnl_usd = excluded.pnl_usd, pnl_percent = excluded.pnl_percent,
            exit_reason = excluded.exit_reason, leverage = excluded.leverage, fees = excluded.fees,
            strategy_name = excluded.strategy_name, stop_loss = excluded.stop_loss, take_profit = excluded.take_profit,
            order_id = excluded.order_id, status_reason = excluded.status_reason, status_time = excluded.status_time,
            created_at = excluded.created_at, updated_at = excluded.updated_at, revision = excluded.revision
        """;

    public static HandWritten Open(string path) => new(path, Upsert, 23);

    public static void Bind(SqliteParameter[] parameters, Trade trade)
    {
        parameters[0].Value = trade.Id.ToString();
        parameters[1].Value = trade.Symbol;
        parameters[2].Value = TradeWords.Of(trade.Side);
        parameters[3].Value = TradeWords.Of(trade.Status);
        parameters[4].Value = Text(trade.EntryPrice);
        parameters[5].Value = Text(trade.ExitPrice);
        parameters[6].Value = Text(trade.Quantity);
        parameters[7].Value = Time(trade.EntryTime);
        parameters[8].Value = Time(trade.ExitTime);
        parameters[9].Value = Text(trade.PnlUsd);
        parameters[10].Value = Text(trade.PnlPercent);
        parameters[11].Value = OrNull(trade.ExitReason);
        parameters[12].Value = Text(trade.Leverage);
        parameters[13].Value = Text(trade.Fees);
        parameters[14].Value = trade.StrategyName;
        parameters[15].Value = Text(trade.StopLoss);
        parameters[16].Value = Text(trade.TakeProfit);
        parameters[17].Value = OrNull(trade.OrderId);
        parameters[18].Value = OrNull(trade.StatusReason);
        parameters[19].Value = Timestamps.ToMicroseconds(trade.StatusTime);
        parameters[20].Value = Time(trade.CreatedAt);
        parameters[21].Value = Timestamps.ToMicroseconds(trade.UpdatedAt);
        parameters[22].Value = trade.Revision;
    }

    private static object OrNull(object? value) => value ?? DBNull.Value;

    private static object Text(decimal? value) => OrNull(value?.ToString(CultureInfo.InvariantCulture));

    private static object Time(DateTimeOffset? value) => value is { } time ? Timestamps.ToMicroseconds(time) : DBNull.Value;
}
