using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>
/// Reads what <see cref="ChangeEncoder"/> wrote, by the schema that was recorded beside it: columns are matched by
/// name, those that the program no longer has are dropped, and those that it has since are NULL. A table is matched
/// when a record first names it, so that one that is gone and was never written to does no harm. Not thread-safe.
/// </summary>
internal sealed class ChangeDecoder
{
    private readonly Dictionary<string, Table> _known;
    private readonly JsonElement[] _recorded;
    private readonly RecordedTable?[] _matched;
    private readonly TextCache _texts = new();

    /// <summary>Takes a recorded schema, to be matched with the program's.</summary>
    public ChangeDecoder(IReadOnlyList<Table> tables, ReadOnlyMemory<byte> recordedSchema)
    {
        using var document = JsonDocument.Parse(recordedSchema);
        _known = tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        _recorded = [.. document.RootElement.GetProperty("tables").Clone().EnumerateArray()];
        _matched = new RecordedTable?[_recorded.Length];
    }

    /// <summary>
    /// Reads one record. Throws <see cref="JournalSchemaException"/> when the program cannot hold what it says, and
    /// <see cref="InvalidDataException"/> when it says nothing.
    /// </summary>
    public Change Read(ReadOnlySpan<byte> payload)
    {
        var reader = new BinaryReaderSpan(payload);
        var operations = new Operation[reader.ReadCount()];
        for (var i = 0; i < operations.Length; i++)
        {
            var code = reader.ReadByte();
            var number = reader.ReadVarint();
            if (number >= (ulong)_recorded.Length)
            {
                throw new InvalidDataException($"The record names table {number} of {_recorded.Length}.");
            }

            var table = _matched[number] ??= RecordedTable.Match(_known, _recorded[number]);
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

    private RowSet ReadRows(ref BinaryReaderSpan reader, RecordedTable table)
    {
        var count = reader.ReadCount(table.Columns.Count);
        var rows = new RowSet(table.Table, count);
        for (var i = 0; i < count; i++)
        {
            ReadCells(ref reader, table.Columns, rows.Add());
        }

        return rows;
    }

    private ReplaceOperation ReadReplace(ref BinaryReaderSpan reader, RecordedTable table)
    {
        if (!table.HasSamePartition)
        {
            throw new JournalSchemaException($"The journal replaces partitions of '{table.Table}' by other columns than this program.");
        }

        var partition = new RowSet(table.Table);
        ReadCells(ref reader, table.Partition, partition.Add());
        var rows = ReadRows(ref reader, table);
        try
        {
            return new ReplaceOperation(partition[0], rows);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException("The record replaces what is no partition.", exception);
        }
    }

    private static Filter ReadFilter(ref BinaryReaderSpan reader, RecordedTable table)
    {
        var conditions = new Condition[reader.ReadCount()];
        for (var i = 0; i < conditions.Length; i++)
        {
            var number = reader.ReadVarint();
            if (number >= (ulong)table.Columns.Count)
            {
                throw new InvalidDataException($"The record names column {number} of {table.Columns.Count}.");
            }

            var (kind, ordinal) = table.Columns[(int)number];
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

            try
            {
                conditions[i] = new Condition(table.Table.Columns[ordinal], comparison, values);
            }
            catch (ArgumentException exception)
            {
                throw new InvalidDataException("The record holds a condition that is none.", exception);
            }
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
