using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>The first line of a table's file: whose rows they are, and which columns tell them apart.</summary>
internal static class LineHeader
{
    private const string TableMember = "$table";
    private const string FormatMember = "format";
    private const string KeyMember = "key";

    public static void Write(Utf8JsonWriter json, Table table)
    {
        json.WriteString(TableMember, table.Name);
        json.WriteNumber(FormatMember, LineFormat.Version);
        json.WriteStartArray(KeyMember);
        foreach (var column in table.Key)
        {
            json.WriteStringValue(column.Name);
        }

        json.WriteEndArray();
    }

    /// <summary>Throws <see cref="LineFaultException"/> when the line is not that of the table.</summary>
    public static void Check(ReadOnlyMemory<byte> line, Table table)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var header = document.RootElement;
            var name = header.GetProperty(TableMember).GetString();
            var version = header.GetProperty(FormatMember).GetInt32();
            var key = string.Join(", ", header.GetProperty(KeyMember).EnumerateArray().Select(column => column.GetString()));
            var wanted = string.Join(", ", table.Key);
            if (version != LineFormat.Version || name != table.Name || key != wanted)
            {
                throw new LineFaultException(
                    "belongs to another table",
                    [$"{table}: is format {version} of {name} ({key}), must be format {LineFormat.Version} of {table} ({wanted})"]);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new LineFaultException($"does not begin the file of a table: {exception.Message}", innerException: exception);
        }
    }
}
