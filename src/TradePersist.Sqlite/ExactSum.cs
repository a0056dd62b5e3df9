using System.Numerics;

namespace TradePersist.Sqlite;

/// <summary>A sum that is exact however large it grows: 128 bits, and what overflows them.</summary>
internal sealed class ExactSum
{
    private BigInteger _overflowed;
    private Int128 _sum;

    public BigInteger Total => _overflowed + _sum;

    public void Add(Int128 value)
    {
        var sum = unchecked(_sum + value);
        if (Int128.IsNegative(_sum) == Int128.IsNegative(value) && Int128.IsNegative(sum) != Int128.IsNegative(value))
        {
            _overflowed += _sum;
            _sum = value;
            return;
        }

        _sum = sum;
    }
}
