using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>A table as a journal segment names it, matched with the program's table by names.</summary>
/// <param name="Table">The program's table.</param>
/// <param name="Columns">The recorded columns in order: their kind, and the program's ordinal or -1 where the program dropped the column.</param>
/// <param name="Partition">The recorded partition, likewise.</param>
internal sealed record RecordedTable(
    Table Table,
    IReadOnlyList<(ColumnKind Kind, int Ordinal)> Columns,
    IReadOnlyList<(ColumnKind Kind, int Ordinal)> Partition)
{
    /// <summary>Whether the program still replaces by the same columns, in whatever order.</summary>
    public bool HasSamePartition { get; } = Partition.Select(column => column.Ordinal).Order().SequenceEqual(Table.Partition.Select(column => column.Ordinal).Order());

    /// <summary>Throws <see cref="JournalSchemaException"/> when the program's table cannot hold what was recorded.</summary>
    public static RecordedTable Match(IReadOnlyDictionary<string, Table> known, JsonElement recorded)
    {
        var name = recorded.GetProperty("name").GetString()!;
        if (!known.TryGetValue(name, out var table))
        {
            throw new JournalSchemaException($"The journal holds records of table '{name}', which this program does not have.");
        }

        var names = recorded.GetProperty("columns").EnumerateArray().Select(element => element.GetProperty("name").GetString()!).ToList();
        if (table.Columns.FirstOrDefault(column => !column.Nullable && !names.Contains(column.Name)) is { } added)
        {
            throw new JournalSchemaException($"The journal holds records of table '{name}' from before it had column '{added}', which must not be null.");
        }

        var columns = recorded.GetProperty("columns").EnumerateArray().Select(element => Match(table, element)).ToList();
        var partition = recorded.GetProperty("partition").EnumerateArray().Select(element => columns[names.IndexOf(element.GetString()!)]);
        return new RecordedTable(table, columns, [.. partition]);
    }

    /// <summary>The kind of a recorded column.</summary>
    public static ColumnKind KindOf(string table, JsonElement recorded)
    {
        var kindName = recorded.GetProperty("kind").GetString();
        return Enum.TryParse<ColumnKind>(kindName, out var kind) && Enum.IsDefined(kind)
            ? kind
            : throw new JournalSchemaException($"The journal holds '{table}.{recorded.GetProperty("name")}' as {kindName}, which this program does not know.");
    }

    private static (ColumnKind Kind, int Ordinal) Match(Table table, JsonElement recorded)
    {
        var name = recorded.GetProperty("name").GetString()!;
        var kind = KindOf(table.Name, recorded);
        var column = table.Find(name);
        return column is null || column.Kind == kind
            ? (kind, column?.Ordinal ?? -1)
            : throw new JournalSchemaException($"The journal holds '{table}.{name}' as {kind}, and this program has it as {column.Kind}.");
    }
}
