using EmbeddedBot.Trails;
using TradePersist;
using TradePersist.Model;
using TradePersist.Trades;
using TradePersist.Trails;

namespace EmbeddedBot.Report;

/// <summary>What the market looked like before the best trade was entered.</summary>
/// <param name="Symbol">Its market.</param>
/// <param name="Side">Its side.</param>
/// <param name="PnlUsd">What it brought.</param>
/// <param name="BuyinId">The number of its trail.</param>
/// <param name="Tier">Where the trail was read.</param>
/// <param name="Minutes">The numbers that are known, by minute from the newest on.</param>
internal sealed record BestTrail(
    string Symbol,
    TradeSide Side,
    decimal PnlUsd,
    long BuyinId,
    string Tier,
    IReadOnlyList<IReadOnlyDictionary<string, double>> Minutes)
{
    /// <summary>Null without a closed trade, or where its candles were too long for a trail.</summary>
    public static async Task<BestTrail?> ReadAsync(TradePersistence memory, Trade? best)
    {
        if (best?.OrderId is not { } order || await memory.Trails.GetAsync(Trails.BuyinId.Of(order), StoreReader.Patiently) is not { } trail)
        {
            return null;
        }

        return new BestTrail(
            best.Symbol,
            best.Side,
            best.PnlUsd ?? 0,
            trail.BuyinId,
            trail.Tier!,
            [.. trail.Minutes.Select(Numbers)]);
    }

    private static Dictionary<string, double> Numbers(TrailMinute minute) => TrailSchema.Default.Groups
        .SelectMany(group => group.Columns)
        .Where(column => column.Kind == ColumnKind.Double && !minute[column.Name].IsNull)
        .ToDictionary(column => column.Name, column => minute[column.Name].AsDouble());
}
