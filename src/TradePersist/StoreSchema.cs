using TradePersist.Candles;
using TradePersist.Model;
using TradePersist.Trades;
using TradePersist.Trails;

namespace TradePersist;

/// <summary>How the tables of this library came to be what they are.</summary>
public static class StoreSchema
{
    /// <summary>
    /// The versions, <c>bookkeeping</c> first: what a kind of store needs for itself, which it knows alone. A bot's own trail
    /// columns belong to no version.
    /// </summary>
    public static SchemaHistory History { get; } = new(
    [
        new SchemaVersion(1, "bookkeeping", []),
        new SchemaVersion(2, "candles", [CandleTable.Table]),
        new SchemaVersion(3, "trades", TradeTables.All) { Adoption = new TradeAdoption() },
        new SchemaVersion(4, "trails", [TrailSchema.Default.Table.Table]),
    ]);
}
