using TradePersist.Model;

namespace TradePersist.TestKit;

/// <summary>The values of each kind at which stores go wrong.</summary>
internal static class Edges
{
    public static IReadOnlyList<Value> Of(ColumnKind kind) => kind switch
    {
        ColumnKind.Int64 => [.. new[] { long.MinValue, -1, 0, 1, 42, (1L << 53) + 1, long.MaxValue }.Select(Value.Of)],
        ColumnKind.Int32 => [.. new long[] { int.MinValue, -1, 0, 1, int.MaxValue }.Select(Value.Of)],
        ColumnKind.Double =>
        [
            .. new[]
            {
                double.MinValue, -1.5, -double.Epsilon, -0.0, double.Epsilon, 2.2250738585072011e-308, 5.38e-06, 0.1 + 0.2, 0.3,
                1.0, 9007199254740993.0, 1.7976931348623155e308, double.MaxValue,
            }.Select(Value.Of),
        ],
        ColumnKind.Decimal =>
        [
            .. new[]
            {
                -99999999999999999999m, -12345678901234567890.12345678m, -10m, -9m, -0.000000000000000001m, 0m, 0.000000000000000001m,
                0.0000000652m, 0.1m, 1.50m, 9m, 10m, 100m, 1234567890.123456789012345678m, 12345678901234567890.12345678m, 99999999999999999999m,
            }.Select(Value.Of),
        ],
        ColumnKind.Bool => [Value.Of(false), Value.Of(true)],
        ColumnKind.Text =>
        [
            .. new[]
            {
                "", " ", "4/USDT:USDT", "BTC", "BTC ", "btc", "e\u0301", "\u00e9", "\uFFFD", "\U0001F600", "it's", "%_\\", "\t\r\n",
                new string('x', 64), string.Concat(Enumerable.Repeat("\U0001F4C8", 64)), "SPY241218C00604000",
            }.Select(Value.Of),
        ],
        ColumnKind.Json =>
        [
            .. new[] { "null", "{}", "[]", "\"\"", "1.5", """{"a":[1,2,{"b":null}],"c":"d'é😀"}""", $$"""{"long":"{{new string('j', 9000)}}"}""" }.Select(Value.Of),
        ],
        ColumnKind.Timestamp =>
        [
            .. new[]
            {
                At("1900-01-01T00:00:00Z"), At("1969-12-31T23:59:59.999999Z"), At("1969-07-20T20:17:40.000001Z"), At("1970-01-01T00:00:00Z"),
                At("2024-02-29T12:34:56.789012+05:30"), At("9999-12-31T23:59:59.999999Z"),
            }.Select(Value.Of),
        ],
        ColumnKind.Guid =>
        [
            Value.Of(Guid.Empty), Value.Of(Guid.Parse("01020304-0506-0708-090a-0b0c0d0e0f10")), Value.Of(Guid.Parse("04030201-0605-0807-0a09-0b0c0d0e0f10")),
            Value.Of(Guid.Parse("0192f5a0-7b3c-7def-8abc-def012345678")), Value.Of(Guid.AllBitsSet),
        ],
        ColumnKind.Blob =>
        [
            .. new byte[][] { [], [0], [0, 0], [0x61], [0xff], [0xff, 0], [.. Enumerable.Range(0, 5000).Select(i => (byte)i)] }.Select(Value.Of),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
