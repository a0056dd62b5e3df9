namespace TradePersist.Model;

/// <summary>What a later version brings to a table of an earlier one.</summary>
/// <param name="Table">The table, as it is now.</param>
/// <param name="Columns">The columns of it that came with the version. They may be NULL, and are in no key and no check.</param>
/// <param name="Indexes">The indexes of it that came with the version.</param>
public sealed record TableAddition(Table Table, IReadOnlyList<Column> Columns, IReadOnlyList<TableIndex> Indexes);
