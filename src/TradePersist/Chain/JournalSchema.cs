using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>
/// The tables of the running program, numbered, and their JSON form that every journal segment carries:
/// <c>{"tables":[{"name":"candles","columns":[{"name":"symbol","kind":"Text"}],"partition":[]}]}</c>. Part of the journal's format.
/// </summary>
internal sealed class JournalSchema
{
    private readonly Dictionary<Table, int> _numbers;

    public JournalSchema(IReadOnlyList<Table> tables)
    {
        Tables = tables;
        _numbers = tables.Select((table, number) => (table, number)).ToDictionary(pair => pair.table, pair => pair.number);
        Json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            tables = tables.Select(table => new
            {
                name = table.Name,
                columns = table.Columns.Select(column => new { name = column.Name, kind = column.Kind.ToString() }),
                partition = table.Partition.Select(column => column.Name),
            }),
        });
    }

    public IReadOnlyList<Table> Tables { get; }

    public ReadOnlyMemory<byte> Json { get; }

    public int NumberOf(Table table) => _numbers.TryGetValue(table, out var number)
        ? number
        : throw new ArgumentException($"Table '{table}' is not part of this program's model.");
}
