using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>
/// The columns of a trade, in two tables: <c>trades</c>, and <c>trade_revisions</c> for versions that corrections
/// replaced.
/// </summary>
internal sealed class TradeTable
{
    public static readonly TradeTable Trades = new(false);
    public static readonly TradeTable Revisions = new(true);

    public readonly Column Id;
    public readonly Column Symbol = Column.Text("symbol", 64);
    public readonly Column Side = Column.Text("side", 8);
    public readonly Column Status = Column.Text("status", 16);
    public readonly Column EntryPrice = Column.Decimal("entry_price", nullable: true);
    public readonly Column ExitPrice = Column.Decimal("exit_price", nullable: true);
    public readonly Column Quantity = Column.Decimal("quantity");
    public readonly Column EntryTime = Column.Timestamp("entry_time", nullable: true);
    public readonly Column ExitTime = Column.Timestamp("exit_time", nullable: true);
    public readonly Column PnlUsd = Column.Decimal("pnl_usd", nullable: true);
    public readonly Column PnlPercent = Column.Decimal("pnl_percent", nullable: true);
    public readonly Column ExitReason = Column.Text("exit_reason", 100, nullable: true);
    public readonly Column Leverage = Column.Decimal("leverage");
    public readonly Column Fees = Column.Decimal("fees");
    public readonly Column StrategyName = Column.Text("strategy_name", 100);
    public readonly Column StopLoss = Column.Decimal("stop_loss", nullable: true);
    public readonly Column TakeProfit = Column.Decimal("take_profit", nullable: true);
    public readonly Column OrderId = Column.Text("order_id", 100, nullable: true);
    public readonly Column StatusReason = Column.Text("status_reason", 500, nullable: true);
    public readonly Column StatusTime = Column.Timestamp("status_time");
    public readonly Column CreatedAt = Column.Timestamp("created_at");
    public readonly Column UpdatedAt = Column.Timestamp("updated_at");
    public readonly Column Revision = Column.Int32("revision");
    public readonly Column SupersededAt = Column.Timestamp("superseded_at");
    public readonly Column Reason = Column.Text("reason", 500);

    private TradeTable(bool revisions)
    {
        Id = Column.Guid(revisions ? "trade_id" : "id");
        IReadOnlyList<Column> columns =
        [
            Id, Symbol, Side, Status, EntryPrice, ExitPrice, Quantity, EntryTime, ExitTime, PnlUsd, PnlPercent, ExitReason,
            Leverage, Fees, StrategyName, StopLoss, TakeProfit, OrderId, StatusReason, StatusTime, CreatedAt, UpdatedAt, Revision,
        ];

        // Content is what a caller says of a trade; the rest is bookkeeping, and differs between equal trades.
        Content = [.. columns.Except([Id, Status, StatusTime, CreatedAt, UpdatedAt, Revision])];
        Table = revisions
            ? new Table("trade_revisions", [.. columns, SupersededAt, Reason], key: [Id, Revision], time: SupersededAt)
            : new Table(
                "trades",
                columns,
                key: [Id],
                time: StatusTime,
                indexes: [new TableIndex(StatusTime), new TableIndex(Symbol, StatusTime), new TableIndex(Status, StatusTime)],
                checks:
                [
                    Check.Against(Quantity, Comparison.Greater, Value.Of(0m)),
                    Check.Against(EntryPrice, Comparison.NotEqual, Value.Of(0m)),
                    Check.Against(Leverage, Comparison.Greater, Value.Of(0m)),
                    Check.Columns(ExitTime, Comparison.GreaterOrEqual, EntryTime),
                ]);
    }

    public Table Table { get; }

    public IReadOnlyList<Column> Content { get; }
}
