using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>The tables that a journal segment names, for reading its records without the program that wrote them.</summary>
internal static class RecordedSchema
{
    /// <summary>Throws <see cref="JournalSchemaException"/> for what this version cannot read.</summary>
    public static IReadOnlyList<Table> Read(ReadOnlyMemory<byte> schema)
    {
        using var document = JsonDocument.Parse(schema);
        return [.. document.RootElement.GetProperty("tables").EnumerateArray().Select(Read)];
    }

    private static Table Read(JsonElement recorded)
    {
        var name = recorded.GetProperty("name").GetString()!;
        var partition = recorded.GetProperty("partition").EnumerateArray().Select(element => element.GetString()!).ToList();
        var columns = recorded.GetProperty("columns").EnumerateArray().Select(element =>
        {
            var column = element.GetProperty("name").GetString()!;
            return Column.OfRecords(column, RecordedTable.KindOf(name, element), nullable: !partition.Contains(column));
        }).ToList();
        return Table.OfRecords(name, columns, [.. partition.Select(column => columns.Single(other => other.Name == column))]);
    }
}
