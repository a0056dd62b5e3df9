using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>
/// A <c>trades</c> table with a serial number for a key and a row per trade that was over. Its times have no zone and are
/// taken as UTC.
/// </summary>
internal sealed class TradeAdoption : IAdoption
{
    public Table Table => TradeTable.Trades.Table;

    public string KeptAs => "trades_before_tradepersist";

    public IReadOnlyList<string> Columns { get; } =
        ["id", "symbol", "side", "entry_price", "exit_price", "quantity", "entry_time", "exit_time", "pnl_usd", "pnl_percent", "exit_reason"];

    public IReadOnlyList<string> OptionalColumns { get; } = ["leverage", "strategy_name", "created_at"];

    public IAdoptionRun Begin() => new TradeAdoptionRun();
}
