using System.Globalization;

namespace TradePersist.Relational;

/// <summary>A version of the schema, as SQL of one engine.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Checksum">What tells it from another rendering of the version: 64 hexadecimal digits. A table prefix and a bot's own columns do not count.</param>
/// <param name="Up">The statements that make what it brought, and record it; in order.</param>
/// <param name="Down">The statements that drop what it brought, and its record; in order.</param>
public sealed record Migration(int Version, string Name, string Checksum, IReadOnlyList<string> Up, IReadOnlyList<string> Down)
{
    /// <summary>The number in four digits, and the name: <c>0002_candles</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version:0000}_{Name}");
}
