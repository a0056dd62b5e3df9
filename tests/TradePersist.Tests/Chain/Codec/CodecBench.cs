using System.Buffers;
using TradePersist.Chain;
using TradePersist.Model;

namespace TradePersist.Tests.Chain.Codec;

/// <summary>Encodes a change as the journal would hold it, and says whether two changes are the same.</summary>
internal static class CodecBench
{
    public static byte[] Encode(IReadOnlyList<Table> tables, Change change)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new ChangeEncoder(new JournalSchema(tables)).Write(buffer, change);
        return buffer.WrittenSpan.ToArray();
    }

    public static Change Decode(IReadOnlyList<Table> program, IReadOnlyList<Table> recorded, byte[] payload) =>
        new ChangeDecoder(program, new JournalSchema(recorded).Json).Read(payload);

    /// <summary>Every value and its place, as text that shows every bit.</summary>
    public static string Describe(Change change) => string.Join("\n", change.Operations.Select(operation => operation switch
    {
        UpsertOperation upsert => $"upsert {upsert.Table}: {Describe(upsert.Rows)}",
        ReplaceOperation replace => $"replace {replace.Table} {string.Join(",", replace.Table.Partition.Select(column => Describe(replace.Partition[column])))}: {Describe(replace.Rows)}",
        DeleteOperation delete => $"delete {delete.Table}: {string.Join(" and ", delete.Filter.Conditions.Select(condition =>
            $"{condition.Column} {condition.Comparison} {string.Join(",", condition.Values.Select(value => Describe(value)))}"))}",
        _ => throw new ArgumentException(operation.ToString()),
    }));

    private static string Describe(RowSet rows) =>
        string.Join(";", rows.Select(row => string.Join(",", row.Table.Columns.Select(column => Describe(row[column])))));

    private static string Describe(in Value value) => value switch
    {
        { IsNull: true } => "-",
        _ when value.Is(ColumnKind.Double) => $"d{BitConverter.DoubleToInt64Bits(value.AsDouble()):x}",
        _ when value.Is(ColumnKind.Decimal) => $"m{string.Join(":", decimal.GetBits(value.AsDecimal()))}",
        _ when value.Is(ColumnKind.Text) => $"t{Convert.ToHexString(System.Text.Encoding.Unicode.GetBytes(value.AsText()))}",
        _ when value.Is(ColumnKind.Blob) => $"b{Convert.ToHexString(value.AsBlob())}",
        _ when value.Is(ColumnKind.Timestamp) => $"z{value.AsMicroseconds()}",
        _ => value.ToString(),
    };
}
