using System.Buffers;
using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>
/// The binary form of a <see cref="Change"/>, which is a journal frame's payload: a count of operations; each is a
/// code (1 upsert, 2 replace, 3 delete), the table's number, and then rows (a count, values by column), preceded for
/// a replace by the partition's values, or for a delete the filter's conditions.
/// </summary>
internal sealed class ChangeEncoder(JournalSchema schema)
{
    public const byte Upsert = 1;
    public const byte Replace = 2;
    public const byte Delete = 3;

    public void Write(IBufferWriter<byte> writer, Change change)
    {
        Binary.WriteVarint(writer, (ulong)change.Operations.Count);
        foreach (var operation in change.Operations)
        {
            switch (operation)
            {
                case UpsertOperation upsert:
                    WriteStart(writer, Upsert, operation.Table);
                    WriteRows(writer, upsert.Rows);
                    break;
                case ReplaceOperation replace:
                    WriteStart(writer, Replace, operation.Table);
                    foreach (var column in replace.Table.Partition)
                    {
                        ValueCodec.Write(writer, column.Kind, replace.Partition[column]);
                    }

                    WriteRows(writer, replace.Rows);
                    break;
                case DeleteOperation delete:
                    WriteStart(writer, Delete, operation.Table);
                    WriteFilter(writer, delete.Filter);
                    break;
                default:
                    throw new ArgumentException($"Unknown operation {operation.GetType().Name}.", nameof(change));
            }
        }
    }

    private static void WriteRows(IBufferWriter<byte> writer, RowSet rows)
    {
        Binary.WriteVarint(writer, (ulong)rows.Count);
        var columns = rows.Table.Columns;
        for (var i = 0; i < rows.Count; i++)
        {
            var values = rows[i].Values;
            for (var ordinal = 0; ordinal < values.Length; ordinal++)
            {
                ValueCodec.Write(writer, columns[ordinal].Kind, values[ordinal]);
            }
        }
    }

    private static void WriteFilter(IBufferWriter<byte> writer, Filter filter)
    {
        Binary.WriteVarint(writer, (ulong)filter.Conditions.Count);
        foreach (var condition in filter.Conditions)
        {
            Binary.WriteVarint(writer, (ulong)condition.Column.Ordinal);
            Binary.WriteByte(writer, (byte)condition.Comparison);
            Binary.WriteVarint(writer, (ulong)condition.Values.Count);
            foreach (var value in condition.Values)
            {
                ValueCodec.Write(writer, condition.Column.Kind, value);
            }
        }
    }

    private void WriteStart(IBufferWriter<byte> writer, byte code, Table table)
    {
        Binary.WriteByte(writer, code);
        Binary.WriteVarint(writer, (ulong)schema.NumberOf(table));
    }
}
