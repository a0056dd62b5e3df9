using System.Numerics;
using System.Text;
using TradePersist.Model;

namespace TradePersist.Tests.Support;

/// <summary>Values that a column accepts, edges included.</summary>
internal static class RandomValues
{
    private static readonly long[] Integers = [0, 1, -1, 127, 128, int.MaxValue, int.MinValue];
    private static readonly double[] Doubles = [0, 1, -1.5, double.Epsilon, double.MaxValue, double.MinValue, 0.1, 1e-300];

    public static Value Of(Random random, Column column) =>
        column.Nullable && random.Next(4) == 0 ? default : Of(random, column.Kind);

    public static Value Of(Random random, ColumnKind kind) => kind switch
    {
        ColumnKind.Int64 => Value.Of(random.Next(3) == 0 ? long.MinValue + random.NextInt64(3) : random.NextInt64(long.MinValue, long.MaxValue)),
        ColumnKind.Int32 => Value.Of(random.Next(2) == 0 ? Integers[random.Next(Integers.Length)] : random.Next(int.MinValue, int.MaxValue)),
        ColumnKind.Double => Value.Of(random.Next(2) == 0 ? Doubles[random.Next(Doubles.Length)] : AnyFinite(random)),
        ColumnKind.Decimal => Value.Of(Decimals.FromScaled(Scaled(random))),
        ColumnKind.Bool => Value.Of(random.Next(2) == 0),
        ColumnKind.Text => Value.Of(Text(random, random.Next(12))),
        ColumnKind.Json => Value.Of($"{{\"a\":[{random.Next()},null]}}"),
        ColumnKind.Timestamp => Value.OfMicroseconds(random.NextInt64(Timestamps.Minimum, Timestamps.Maximum + 1)),
        ColumnKind.Guid => Value.Of(Guid.NewGuid()),
        ColumnKind.Blob => Value.Of(Bytes(random)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Units of 10^-18 that fit a decimal, of any size.</summary>
    public static BigInteger Scaled(Random random)
    {
        var magnitude = BigInteger.Zero;
        for (var digits = random.Next(29); digits > 0; digits--)
        {
            magnitude = (magnitude * 10) + random.Next(10);
        }

        // 28 digits are less than 10^28; times 10^10 at most, the limit of decimal(38,18).
        magnitude *= BigInteger.Pow(10, random.Next(11));
        return random.Next(2) == 0 ? magnitude : -magnitude;
    }

    /// <summary>Characters of every length in UTF-8, those around the surrogates among them.</summary>
    public static string Text(Random random, int characters)
    {
        var text = new StringBuilder();
        for (var i = 0; i < characters; i++)
        {
            text.Append(Character(random).ToString());
        }

        return text.ToString();
    }

    private static Rune Character(Random random) => random.Next(6) switch
    {
        0 => new Rune(random.Next(1, 0x80)),
        1 => new Rune(random.Next(0x80, 0x800)),
        2 => new Rune(random.Next(0x800, 0xD800)),
        3 => new Rune(random.Next(0xE000, 0x10000)),
        4 => new Rune(random.Next(0x10000, 0x110000)),
        _ => new Rune(random.Next('a', 'd')),
    };

    private static double AnyFinite(Random random)
    {
        var number = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        return double.IsFinite(number) ? number : 0;
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(20)];
        random.NextBytes(bytes);
        return bytes;
    }
}
