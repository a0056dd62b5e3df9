using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>
/// Reads what <see cref="ChangeEncoder"/> wrote, by the schema that was recorded beside it: columns are matched by
/// name, those that the program no longer has are dropped, and those that it has since are NULL. Not thread-safe.
/// </summary>
internal sealed class ChangeDecoder
{
    private readonly List<RecordedTable> _tables;
    private readonly TextCache _texts = new();

    /// <summary>Matches a recorded schema with the program's. Throws <see cref="JournalSchemaException"/> when they cannot be matched.</summary>
    public ChangeDecoder(IReadOnlyList<Table> tables, ReadOnlyMemory<byte> recordedSchema)
    {
        using var document = JsonDocument.Parse(recordedSchema);
        var known = tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        _tables = [.. document.RootElement.GetProperty("tables").EnumerateArray().Select(recorded => Match(known, recorded))];
    }

    public Change Read(ReadOnlySpan<byte> payload)
    {
        var reader = new BinaryReaderSpan(payload);
        var operations = new Operation[reader.ReadCount()];
        for (var i = 0; i < operations.Length; i++)
        {
            var code = reader.ReadByte();
            var number = reader.ReadVarint();
            if (number >= (ulong)_tables.Count)
            {
                throw new InvalidDataException($"The record names table {number} of {_tables.Count}.");
            }

            var table = _tables[(int)number];
            operations[i] = code switch
            {
                ChangeEncoder.Upsert => new UpsertOperation(ReadRows(ref reader, table)),
                ChangeEncoder.Replace => ReadReplace(ref reader, table),
                ChangeEncoder.Delete => new DeleteOperation(table.Table, ReadFilter(ref reader, table)),
                _ => throw new InvalidDataException($"The record holds an unknown operation {code}."),
            };
        }

        return reader.AtEnd ? new Change(operations) : throw new InvalidDataException("Bytes follow the record's last operation.");
    }

    private static RecordedTable Match(Dictionary<string, Table> known, JsonElement recorded)
    {
        var name = recorded.GetProperty("name").GetString()!;
        if (!known.TryGetValue(name, out var table))
        {
            throw new JournalSchemaException($"The journal holds records of table '{name}', which this program does not have.");
        }

        var columns = recorded.GetProperty("columns").EnumerateArray().Select(element =>
        {
            var kind = Enum.Parse<ColumnKind>(element.GetProperty("kind").GetString()!);
            var column = table.Find(element.GetProperty("name").GetString()!);
            return column is null || column.Kind == kind
                ? (kind, column?.Ordinal ?? -1)
                : throw new JournalSchemaException($"The journal holds '{name}.{column}' as {kind}, and this program has it as {column.Kind}.");
        });
        return new RecordedTable(table, [.. columns]);
    }

    private RowSet ReadRows(ref BinaryReaderSpan reader, RecordedTable table)
    {
        var count = reader.ReadCount();
        var rows = new RowSet(table.Table, count);
        for (var i = 0; i < count; i++)
        {
            ReadCells(ref reader, table.Columns, rows.Add());
        }

        return rows;
    }

    private ReplaceOperation ReadReplace(ref BinaryReaderSpan reader, RecordedTable table)
    {
        var partition = new RowSet(table.Table);
        ReadCells(ref reader, table.Partition, partition.Add());
        return new ReplaceOperation(partition[0], ReadRows(ref reader, table));
    }

    private static Filter ReadFilter(ref BinaryReaderSpan reader, RecordedTable table)
    {
        var conditions = new Condition[reader.ReadCount()];
        for (var i = 0; i < conditions.Length; i++)
        {
            var (kind, ordinal) = table.Columns[(int)reader.ReadVarint()];
            if (ordinal < 0)
            {
                throw new JournalSchemaException($"The journal holds a delete from '{table.Table}' by a column that this program dropped.");
            }

            var comparison = (Comparison)reader.ReadByte();
            var values = new Value[reader.ReadCount()];
            for (var v = 0; v < values.Length; v++)
            {
                values[v] = ValueCodec.Read(ref reader, kind);
            }

            conditions[i] = new Condition(table.Table.Columns[ordinal], comparison, values);
        }

        return new Filter(conditions);
    }

    private void ReadCells(ref BinaryReaderSpan reader, IReadOnlyList<(ColumnKind Kind, int Ordinal)> columns, Span<Value> cells)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var value = ValueCodec.Read(ref reader, columns[i].Kind, _texts);
            if (columns[i].Ordinal >= 0)
            {
                cells[columns[i].Ordinal] = value;
            }
        }
    }
}
