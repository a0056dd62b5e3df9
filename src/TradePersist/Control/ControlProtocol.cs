using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradePersist.Control;

/// <summary>
/// What a store and its operators say to each other over <c>control.sock</c>: lines of JSON, UTF-8, each ended by a line feed.
/// A connection carries one <see cref="ControlRequest"/>; the store answers with any number of <see cref="ControlReply"/>
/// that tell progress and one that ends it, and closes. An operator who closes first, or says more, gives up.
/// </summary>
internal static class ControlProtocol
{
    public const int Version = 1;
    public const int MaxRequestBytes = 64 << 10;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static byte[] Write<T>(T message) => [.. JsonSerializer.SerializeToUtf8Bytes(message, Format), (byte)'\n'];

    public static JsonElement ToJson(object content) => JsonSerializer.SerializeToElement(content, content.GetType(), Format);

    /// <exception cref="JsonException">The bytes are no such message.</exception>
    public static T Read<T>(ReadOnlySpan<byte> line) => JsonSerializer.Deserialize<T>(line, Format) ?? throw new JsonException("It says nothing.");

    /// <exception cref="JsonException">The element is no such thing.</exception>
    public static T Read<T>(JsonElement content) => content.Deserialize<T>(Format) ?? throw new JsonException("It says nothing.");
}
