using System.Buffers.Binary;

namespace TradePersist.DuckDb;

/// <summary>UUIDs as DuckDB keeps them: a 128-bit number, its sign bit turned over in the rows so that numbers order as UUIDs do.</summary>
internal static class DuckDbUuid
{
    private const int Length = 16;

    private static readonly Int128 SignBit = Int128.MinValue;

    public static Int128 ToNumber(Guid id)
    {
        Span<byte> bytes = stackalloc byte[Length];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt128BigEndian(bytes);
    }

    public static Int128 ToStored(Guid id) => ToNumber(id) ^ SignBit;

    public static Guid FromStored(Int128 number)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt128BigEndian(bytes, number ^ SignBit);
        return new Guid(bytes, bigEndian: true);
    }
}
