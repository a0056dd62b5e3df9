using System.Text.Encodings.Web;
using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Tool.Output;

/// <summary>A value as JSON: decimals, times, ids and bytes (in hexadecimal) are strings, so that none of them loses a digit.</summary>
internal static class ValueText
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Column column, in Value value) => value.IsNull ? "null" : column.Kind switch
    {
        ColumnKind.Int64 or ColumnKind.Int32 or ColumnKind.Double or ColumnKind.Bool or ColumnKind.Json => value.ToString(),
        _ => JsonSerializer.Serialize(value.ToString(), Format),
    };
}
