using System.Text;

namespace TradePersist.DuckDb;

/// <summary>Text as UTF-8, in a buffer that one connection uses again and again.</summary>
internal sealed class DuckDbScratch
{
    private const int InitialLength = 512;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _bytes = new byte[InitialLength];

    /// <summary>The bytes, valid until the next call. Throws <see cref="ArgumentException"/> for a lone surrogate, and for NUL, at which DuckDB's text ends in places.</summary>
    public ReadOnlySpan<byte> Encode(string text)
    {
        ThrowIfNul(text);
        var most = StrictUtf8.GetMaxByteCount(text.Length);
        if (_bytes.Length < most)
        {
            _bytes = new byte[Math.Max(most, _bytes.Length * 2)];
        }

        return _bytes.AsSpan(0, StrictUtf8.GetBytes(text, _bytes));
    }

    /// <summary>Throws for text that <see cref="Encode"/> would refuse.</summary>
    public static void ThrowIfUnfit(string text)
    {
        ThrowIfNul(text);
        _ = StrictUtf8.GetByteCount(text);
    }

    private static void ThrowIfNul(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("Text for DuckDB must not contain the character NUL.", nameof(text));
        }
    }
}
