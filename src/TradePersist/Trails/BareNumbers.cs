using System.Buffers;

namespace TradePersist.Trails;

/// <summary>JSON of programs that write numbers which JSON does not have: NaN, Infinity and -Infinity outside of text.</summary>
internal static class BareNumbers
{
    /// <summary>The same JSON with such numbers as texts. What has none is not copied.</summary>
    public static ReadOnlyMemory<byte> Quote(ReadOnlyMemory<byte> json)
    {
        var source = json.Span;
        if (source.IndexOf("NaN"u8) < 0 && source.IndexOf("Infinity"u8) < 0)
        {
            return json;
        }

        var target = new ArrayBufferWriter<byte>(source.Length + 64);
        var copied = 0;
        var isText = false;
        for (var i = 0; i < source.Length;)
        {
            var length = isText ? 0 : LengthAt(source[i..]);
            if (length > 0)
            {
                target.Write(source[copied..i]);
                target.Write("\""u8);
                target.Write(source.Slice(i, length));
                target.Write("\""u8);
                copied = i += length;
                continue;
            }

            if (source[i] == '"')
            {
                isText = !isText;
            }

            i += isText && source[i] == '\\' ? 2 : 1;
        }

        target.Write(source[copied..]);
        return target.WrittenMemory;
    }

    private static int LengthAt(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("NaN"u8) ? 3 : rest.StartsWith("Infinity"u8) ? 8 : rest.StartsWith("-Infinity"u8) ? 9 : 0;
}
