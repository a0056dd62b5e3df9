using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>Trades to rows and back.</summary>
internal static class TradeMapper
{
    /// <summary>A row whose key says which trade.</summary>
    public static Row Key(Guid id)
    {
        var rows = new RowSet(TradeTable.Trades.Table);
        rows.Add()[TradeTable.Trades.Id.Ordinal] = Value.Of(id);
        return rows[0];
    }

    /// <summary>The row of a trade. Throws <see cref="RecordValidationException"/> when it breaks a rule.</summary>
    public static RowSet Write(Trade trade)
    {
        var table = TradeTable.Trades;
        var writer = new RowWriter(table.Table);
        writer.Begin();
        SetAll(writer, table, trade);
        TradeRules.Require(writer, table, trade);
        writer.End();
        return writer.Finish();
    }

    /// <summary>The row that keeps a replaced version.</summary>
    public static RowSet WriteRevision(Trade replaced, DateTimeOffset supersededAt, string reason)
    {
        var table = TradeTable.Revisions;
        var writer = new RowWriter(table.Table);
        writer.Begin();
        SetAll(writer, table, replaced);
        writer.Set(table.SupersededAt, supersededAt);
        writer.Set(table.Reason, reason);
        writer.Require(!string.IsNullOrWhiteSpace(reason), table.Reason, reason, "must not be empty");
        writer.End();
        return writer.Finish();
    }

    public static Trade Read(Row row) => Read(row, TradeTable.Trades);

    public static TradeRevision ReadRevision(Row row) => new(
        Read(row, TradeTable.Revisions),
        row[TradeTable.Revisions.SupersededAt].AsTimestamp(),
        row[TradeTable.Revisions.Reason].AsText());

    private static void SetAll(RowWriter writer, TradeTable table, Trade trade)
    {
        writer.Set(table.Id, trade.Id);
        writer.Set(table.Symbol, trade.Symbol);
        writer.Set(table.Side, TradeWords.Of(trade.Side));
        writer.Set(table.Status, TradeWords.Of(trade.Status));
        writer.Set(table.EntryPrice, trade.EntryPrice);
        writer.Set(table.ExitPrice, trade.ExitPrice);
        writer.Set(table.Quantity, trade.Quantity);
        writer.Set(table.EntryTime, trade.EntryTime);
        writer.Set(table.ExitTime, trade.ExitTime);
        writer.Set(table.PnlUsd, trade.PnlUsd);
        writer.Set(table.PnlPercent, trade.PnlPercent);
        writer.Set(table.ExitReason, trade.ExitReason);
        writer.Set(table.Leverage, trade.Leverage);
        writer.Set(table.Fees, trade.Fees);
        writer.Set(table.StrategyName, trade.StrategyName);
        writer.Set(table.StopLoss, trade.StopLoss);
        writer.Set(table.TakeProfit, trade.TakeProfit);
        writer.Set(table.OrderId, trade.OrderId);
        writer.Set(table.StatusReason, trade.StatusReason);
        writer.Set(table.StatusTime, trade.StatusTime);
        writer.Set(table.CreatedAt, trade.CreatedAt);
        writer.Set(table.UpdatedAt, trade.UpdatedAt);
        writer.Set(table.Revision, (long)trade.Revision);
    }

    private static Trade Read(Row row, TradeTable table) => new()
    {
        Id = row[table.Id].AsGuid(),
        Symbol = row[table.Symbol].AsText(),
        Side = TradeWords.Side(row[table.Side].AsText()),
        Status = TradeWords.Status(row[table.Status].AsText()),
        EntryPrice = Decimal(row[table.EntryPrice]),
        ExitPrice = Decimal(row[table.ExitPrice]),
        Quantity = row[table.Quantity].AsDecimal(),
        EntryTime = Time(row[table.EntryTime]),
        ExitTime = Time(row[table.ExitTime]),
        PnlUsd = Decimal(row[table.PnlUsd]),
        PnlPercent = Decimal(row[table.PnlPercent]),
        ExitReason = Text(row[table.ExitReason]),
        Leverage = row[table.Leverage].AsDecimal(),
        Fees = row[table.Fees].AsDecimal(),
        StrategyName = row[table.StrategyName].AsText(),
        StopLoss = Decimal(row[table.StopLoss]),
        TakeProfit = Decimal(row[table.TakeProfit]),
        OrderId = Text(row[table.OrderId]),
        StatusReason = Text(row[table.StatusReason]),
        StatusTime = row[table.StatusTime].AsTimestamp(),
        CreatedAt = row[table.CreatedAt].AsTimestamp(),
        UpdatedAt = row[table.UpdatedAt].AsTimestamp(),
        Revision = row[table.Revision].AsInt32(),
    };

    private static decimal? Decimal(in Value cell) => cell.IsNull ? null : cell.AsDecimal();

    private static DateTimeOffset? Time(in Value cell) => cell.IsNull ? null : cell.AsTimestamp();

    private static string? Text(in Value cell) => cell.IsNull ? null : cell.AsText();
}
