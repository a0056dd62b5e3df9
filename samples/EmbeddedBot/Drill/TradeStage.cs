using TradePersist.Trades;

namespace EmbeddedBot.Drill;

/// <summary>How far a trade has come. A later stage than the acknowledged one is no loss, an earlier one is.</summary>
internal static class TradeStage
{
    public const int Placed = 1;
    public const int Open = 2;
    public const int StopSet = 3;
    public const int Over = 4;

    public static int Of(Trade trade) => trade switch
    {
        { Status: TradeStatus.Pending } => Placed,
        { Status: TradeStatus.Open, StopLoss: null } => Open,
        { Status: TradeStatus.Open } => StopSet,
        _ => Over,
    };
}
