using TradePersist.Candles;
using TradePersist.Model;
using TradePersist.Tiers;
using TradePersist.Trades;

namespace TradePersist;

/// <summary>Every table of every domain.</summary>
internal static class Catalog
{
    private static readonly IReadOnlyList<(Domains Domain, IReadOnlyList<Table> Tables)> Entries =
    [
        (Domains.Candles, [CandleTable.Table]),
        (Domains.Trades, TradeTables.All),
    ];

    public static IReadOnlyList<Table> Tables { get; } = TablesOf(Domains.All);

    public static IReadOnlyList<Table> TablesOf(Domains domains) =>
        [.. Entries.Where(entry => domains.HasFlag(entry.Domain)).SelectMany(entry => entry.Tables)];
}
