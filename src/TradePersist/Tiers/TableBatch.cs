using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>What a batch does to one table, folded by core: first the deletes, in any order; then the upserts, each key at most once.</summary>
/// <param name="Table">The table.</param>
/// <param name="Deletes">Rows to delete, before any upsert.</param>
/// <param name="Upserts">Rows to insert, or to overwrite by key.</param>
public sealed record TableBatch(Table Table, IReadOnlyList<Filter> Deletes, IReadOnlyList<Row> Upserts);
