using EmbeddedBot.Trails;
using TradePersist;
using TradePersist.Model;
using TradePersist.Trades;

namespace EmbeddedBot.Report;

/// <summary>What the market looked like before the best trade was entered.</summary>
/// <param name="Symbol">Its market.</param>
/// <param name="Side">Its side.</param>
/// <param name="PnlUsd">What it brought.</param>
/// <param name="BuyinId">The number of its trail.</param>
/// <param name="Tier">Where the trail was read.</param>
/// <param name="Minutes">The columns that have a value, by minute from the newest on.</param>
internal sealed record BestTrail(
    string Symbol,
    TradeSide Side,
    decimal PnlUsd,
    long BuyinId,
    string Tier,
    IReadOnlyList<IReadOnlyDictionary<string, object>> Minutes)
{
    /// <summary>Null without a closed trade, or where its candles were too long for a trail.</summary>
    public static async Task<BestTrail?> ReadAsync(TradePersistence memory, Trade? best)
    {
        if (best?.OrderId is not { } order || await memory.Trails.GetAsync(Trails.BuyinId.Of(order)) is not { } trail)
        {
            return null;
        }

        return new BestTrail(
            best.Symbol,
            best.Side,
            best.PnlUsd ?? 0,
            trail.BuyinId,
            trail.Tier!,
            [.. trail.Minutes.Select(minute => minute.Values.Where(value => !value.Value.IsNull).ToDictionary(value => value.Key, value => Plain(value.Value)))]);
    }

    private static object Plain(Value value) => value.Kind switch
    {
        ColumnKind.Double => value.AsDouble(),
        ColumnKind.Int32 => value.AsInt32(),
        ColumnKind.Bool => value.AsBool(),
        _ => value.AsText(),
    };
}
