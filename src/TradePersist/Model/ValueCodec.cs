using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TradePersist.Model;

/// <summary>The binary form of one value: a marker (0 NULL, 1 set), then the kind's bytes. Part of the journal's format.</summary>
internal static class ValueCodec
{
    public static void Write(IBufferWriter<byte> writer, ColumnKind kind, in Value value)
    {
        if (value.IsNull)
        {
            Binary.WriteByte(writer, 0);
            return;
        }

        Binary.WriteByte(writer, 1);
        switch (kind)
        {
            case ColumnKind.Int64 or ColumnKind.Int32:
                var number = value.AsInt64();
                Binary.WriteVarint(writer, (ulong)((number << 1) ^ (number >> 63)));
                break;
            case ColumnKind.Double:
                Binary.WriteUInt64(writer, BitConverter.DoubleToUInt64Bits(value.AsDouble()));
                break;
            case ColumnKind.Decimal:
                WriteDecimal(writer, value.AsDecimal());
                break;
            case ColumnKind.Bool:
                Binary.WriteByte(writer, value.AsBool() ? (byte)1 : (byte)0);
                break;
            case ColumnKind.Text or ColumnKind.Json:
                Binary.WriteText(writer, value.AsText());
                break;
            case ColumnKind.Timestamp:
                Binary.WriteUInt64(writer, (ulong)value.AsMicroseconds());
                break;
            case ColumnKind.Guid:
                value.AsGuid().TryWriteBytes(writer.GetSpan(16), bigEndian: true, out _);
                writer.Advance(16);
                break;
            case ColumnKind.Blob:
                Binary.WriteBytes(writer, value.AsBlob());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind.");
        }
    }

    public static Value Read(ref BinaryReaderSpan reader, ColumnKind kind, TextCache? texts = null)
    {
        switch (reader.ReadByte())
        {
            case 0:
                return default;
            case 1:
                break;
            default:
                throw new InvalidDataException("A value has an unknown marker.");
        }

        switch (kind)
        {
            case ColumnKind.Int64 or ColumnKind.Int32:
                var folded = reader.ReadVarint();
                return Value.Of((long)(folded >> 1) ^ -(long)(folded & 1));
            case ColumnKind.Double:
                return Value.Of(BitConverter.UInt64BitsToDouble(reader.ReadUInt64()));
            case ColumnKind.Decimal:
                return Value.Of(ReadDecimal(reader.Take(16)));
            case ColumnKind.Bool:
                return Value.Of(reader.ReadByte() != 0);
            case ColumnKind.Text or ColumnKind.Json:
                var utf8 = reader.ReadBytes();
                return Value.Of(texts is null ? Encoding.UTF8.GetString(utf8) : texts.Get(utf8));
            case ColumnKind.Timestamp:
                return Value.OfMicroseconds((long)reader.ReadUInt64());
            case ColumnKind.Guid:
                return Value.Of(new Guid(reader.Take(16), bigEndian: true));
            case ColumnKind.Blob:
                return Value.Of(reader.ReadBytes().ToArray());
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind.");
        }
    }

    private static void WriteDecimal(IBufferWriter<byte> writer, decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var span = writer.GetSpan(16);
        for (var i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(span[(i * sizeof(int))..], bits[i]);
        }

        writer.Advance(16);
    }

    private static decimal ReadDecimal(ReadOnlySpan<byte> span)
    {
        Span<int> bits = stackalloc int[4];
        for (var i = 0; i < 4; i++)
        {
            bits[i] = BinaryPrimitives.ReadInt32LittleEndian(span[(i * sizeof(int))..]);
        }

        try
        {
            return new decimal(bits);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException("The bytes are not a decimal.", exception);
        }
    }
}
