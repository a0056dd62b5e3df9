using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>
/// The content of one row as a number: the first 16 bytes of the SHA-256 of its values in the journal's own form, which is
/// the same whatever store they come from. Rows are summed up modulo 2^128, so their order does not matter, and a row that is
/// there twice is not taken for none.
/// </summary>
internal sealed class ContentHash(Table table)
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public UInt128 Of(Row row)
    {
        _buffer.ResetWrittenCount();
        var values = row.Values;
        for (var i = 0; i < values.Length; i++)
        {
            ValueCodec.Write(_buffer, table.Columns[i].Kind, values[i]);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer.WrittenSpan, digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    public static string Text(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);
}
