using System.Numerics;
using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A signed integer of 128 bits.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBHugeInt(ulong lower, long upper)
{
    public DuckDBHugeInt(BigInteger value)
        : this(Low((Int128)value), (long)((Int128)value >> 64))
    {
    }

    public static BigInteger HugeIntMinValue => Int128.MinValue;

    public static BigInteger HugeIntMaxValue => Int128.MaxValue;

    public ulong Lower { get; } = lower;

    public long Upper { get; } = upper;

    public BigInteger ToBigInteger() => ToInt128();

    public Int128 ToInt128() => new((ulong)Upper, Lower);

    private static ulong Low(Int128 value) => unchecked((ulong)value);
}
