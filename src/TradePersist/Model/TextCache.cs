using System.Text;

namespace TradePersist.Model;

/// <summary>Hands out one string for repeated short texts (symbols, timeframes), so that reading a million rows does not make a million copies of them. Not thread-safe.</summary>
public sealed class TextCache
{
    private const int Slots = 512;
    private const int LongestText = 64;

    private readonly string?[] _texts = new string?[Slots];
    private readonly byte[]?[] _bytes = new byte[]?[Slots];

    /// <summary>The string of UTF-8 bytes; the same one for bytes seen before, while there is room.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestText)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var slot = Crc32C.Of(utf8) % Slots;
        if (!utf8.SequenceEqual(_bytes[slot]))
        {
            _bytes[slot] = utf8.ToArray();
            _texts[slot] = Encoding.UTF8.GetString(utf8);
        }

        return _texts[slot]!;
    }
}
