using System.Numerics;
using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>An unsigned integer of 128 bits.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBUHugeInt
{
    private readonly ulong _lower;
    private readonly ulong _upper;

    public DuckDBUHugeInt(BigInteger value)
    {
        var number = (UInt128)value;
        _lower = unchecked((ulong)number);
        _upper = (ulong)(number >> 64);
    }

    public static BigInteger HugeIntMinValue => UInt128.MinValue;

    public static BigInteger HugeIntMaxValue => UInt128.MaxValue;

    public BigInteger ToBigInteger() => ToUInt128();

    public UInt128 ToUInt128() => new(_upper, _lower);
}
