using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradePersist.Journal;
using TradePersist.Model;

namespace TradePersist.Tool.Output;

/// <summary>A record as one line of JSON.</summary>
internal static class RecordJson
{
    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns how many records it wrote: none when nothing happened to the table.</summary>
    public static int Write(TextWriter output, RecordedChange record, string? table)
    {
        var operations = record.Change.Operations.Where(operation => table is null || operation.Table.Name == table).ToList();
        if (operations.Count == 0)
        {
            return 0;
        }

        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, Format))
        {
            json.WriteStartObject();
            json.WriteNumber("lsn", record.Lsn);
            json.WriteStartArray("operations");
            foreach (var operation in operations)
            {
                json.WriteStartObject();
                Write(json, operation);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
        return 1;
    }

    private static void Write(Utf8JsonWriter json, Operation operation)
    {
        json.WriteString("operation", operation switch { UpsertOperation => "upsert", ReplaceOperation => "replace", _ => "delete" });
        json.WriteString("table", operation.Table.Name);
        switch (operation)
        {
            case UpsertOperation upsert:
                WriteRows(json, upsert.Rows);
                break;
            case ReplaceOperation replace:
                json.WritePropertyName("partition");
                WriteRow(json, replace.Partition, replace.Table.Partition);
                WriteRows(json, replace.Rows);
                break;
            case DeleteOperation delete:
                WriteFilter(json, delete.Filter);
                break;
        }
    }

    private static void WriteRows(Utf8JsonWriter json, RowSet rows)
    {
        json.WriteStartArray("rows");
        foreach (var row in rows)
        {
            WriteRow(json, row, rows.Table.Columns);
        }

        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, Row row, IReadOnlyList<Column> columns)
    {
        json.WriteStartObject();
        foreach (var column in columns)
        {
            json.WritePropertyName(column.Name);
            json.WriteRawValue(ValueText.Of(column, row[column]));
        }

        json.WriteEndObject();
    }

    private static void WriteFilter(Utf8JsonWriter json, Filter filter)
    {
        json.WriteStartArray("where");
        foreach (var condition in filter.Conditions)
        {
            json.WriteStartObject();
            json.WriteString("column", condition.Column.Name);
            json.WriteString("comparison", condition.Comparison.ToString());
            json.WriteStartArray("values");
            foreach (var value in condition.Values)
            {
                json.WriteRawValue(ValueText.Of(condition.Column, value));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
