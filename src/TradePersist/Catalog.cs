using TradePersist.Candles;
using TradePersist.Model;
using TradePersist.Tiers;
using TradePersist.Trades;
using TradePersist.Trails;

namespace TradePersist;

/// <summary>Every table of every domain, as one store was set up.</summary>
internal sealed class Catalog
{
    private readonly IReadOnlyList<(Domains Domain, IReadOnlyList<Table> Tables)> _entries;

    public Catalog(TrailSchema? trails = null)
    {
        _entries =
        [
            (Domains.Candles, [CandleTable.Table]),
            (Domains.Trades, TradeTables.All),
            (Domains.Trails, [(trails ?? TrailSchema.Default).Table.Table]),
        ];
        Tables = TablesOf(Domains.All);
    }

    public IReadOnlyList<Table> Tables { get; }

    public IReadOnlyList<Table> TablesOf(Domains domains) =>
        [.. _entries.Where(entry => domains.HasFlag(entry.Domain)).SelectMany(entry => entry.Tables)];
}
