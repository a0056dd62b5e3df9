using System.Text.Json;

namespace TradePersist.Trails;

internal static class PayloadText
{
    /// <summary>The text of an element; null when it is none, or when an escape in it stands for half a character.</summary>
    public static string? Of(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
