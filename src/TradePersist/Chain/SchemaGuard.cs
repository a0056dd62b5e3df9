using TradePersist.Journal;
using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>
/// Keeps a program from opening a store that another one made with other tables or columns: it would drop what it does not
/// know on the way to the tiers, and add to the tiers what they need not have.
/// </summary>
internal static class SchemaGuard
{
    private const int NamedColumns = 10;

    public static void Check(string journal, IReadOnlyList<Table> tables)
    {
        var inspector = new JournalInspector(journal);
        var recorded = inspector.ReadNewestTables().SelectMany(Columns).ToHashSet(StringComparer.Ordinal);
        var known = tables.SelectMany(Columns).ToHashSet(StringComparer.Ordinal);
        if (!recorded.SetEquals(known))
        {
            List<string> differences = [.. Name("the journal alone has", recorded.Except(known)), .. Name("this program alone has", known.Except(recorded))];
            throw new JournalSchemaException($"The journal in {journal} was written with other tables or columns than this program's: {string.Join("; ", differences)}.");
        }
    }

    private static IEnumerable<string> Columns(Table table) => table.Columns.Select(column => $"{table}.{column} ({column.Kind})");

    private static IEnumerable<string> Name(string whose, IEnumerable<string> columns)
    {
        var names = columns.Order(StringComparer.Ordinal).ToList();
        var more = names.Count > NamedColumns ? $" and {names.Count - NamedColumns} more" : "";
        return names.Count == 0 ? [] : [$"{whose} {string.Join(", ", names.Take(NamedColumns))}{more}"];
    }
}
