using System.Text.Json;

namespace TradePersist.Tiers;

/// <summary>The members of a row's line that are no columns of its table: those of a newer program, which an older one must not lose.</summary>
internal static class UnknownMembers
{
    public static void Copy(ReadOnlySpan<byte> line, LineFormat format, Utf8JsonWriter json)
    {
        var reader = new Utf8JsonReader(line, LineFormat.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (format.Find(ref reader, 0) is not null)
            {
                reader.Skip();
                continue;
            }

            json.WritePropertyName(reader.GetString()!);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            json.WriteRawValue(line[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }
    }
}
