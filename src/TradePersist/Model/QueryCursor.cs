using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace TradePersist.Model;

/// <summary>Turns the last row of an answer into opaque text, and back into the values to go on after.</summary>
internal static class QueryCursor
{
    /// <summary>The cursor that continues a query after a row.</summary>
    public static string Encode(Query query, Row last)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Binary.WriteUInt32(buffer, Shape(query));
        foreach (var ordering in query.TotalOrder)
        {
            ValueCodec.Write(buffer, ordering.Column.Kind, last[ordering.Column]);
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    /// <summary>A row of the query's table in which only the ordering columns are set.</summary>
    public static Row Decode(Query query, string cursor)
    {
        try
        {
            var reader = new BinaryReaderSpan(Base64Url.DecodeFromChars(cursor));
            if (reader.ReadUInt32() == Shape(query))
            {
                var rows = new RowSet(query.Table);
                var cells = rows.Add();
                foreach (var ordering in query.TotalOrder)
                {
                    cells[ordering.Column.Ordinal] = ValueCodec.Read(ref reader, ordering.Column.Kind);
                }

                return reader.AtEnd ? rows[0] : throw new InvalidDataException("Bytes follow the cursor's last value.");
            }
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException)
        {
            throw new ArgumentException("The cursor is damaged.", nameof(cursor), exception);
        }

        throw new ArgumentException("The cursor belongs to another query.", nameof(cursor));
    }

    // A cursor is only good for the order it was made in.
    private static uint Shape(Query query)
    {
        var text = query.Table.Name + string.Concat(query.TotalOrder.Select(ordering => $"|{ordering.Column}{(ordering.Descending ? '-' : '+')}"));
        return Crc32C.Of(Encoding.UTF8.GetBytes(text));
    }
}
