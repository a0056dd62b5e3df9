using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>The words of the lines of one table. <c>docs/file-format.md</c> describes the format.</summary>
internal sealed class LineFormat
{
    public const int Version = 1;

    /// <summary>The longest line that is read. A record of the journal, which has at most 8 MiB, makes no longer one.</summary>
    public const int MaxLineBytes = 64 << 20;

    public static readonly JsonEncodedText DeleteMember = JsonEncodedText.Encode("$delete");
    public static readonly JsonEncodedText CommitMember = JsonEncodedText.Encode("$commit");

    // JSON columns may be 64 deep, inside the line's object.
    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 65 };

    private readonly JsonEncodedText[] _names;

    public LineFormat(Table table)
    {
        Table = table;
        _names = [.. table.Columns.Select(column => JsonEncodedText.Encode(column.Name))];
    }

    public Table Table { get; }

    public JsonEncodedText NameOf(Column column) => _names[column.Ordinal];

    /// <summary>The column that the reader's member is about; null when there is none. Members mostly come in the order of the columns, so the search begins at <paramref name="next"/>.</summary>
    public Column? Find(ref Utf8JsonReader reader, int next)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            var ordinal = next + i < _names.Length ? next + i : next + i - _names.Length;
            if (reader.ValueTextEquals(_names[ordinal].EncodedUtf8Bytes))
            {
                return Table.Columns[ordinal];
            }
        }

        return null;
    }
}
