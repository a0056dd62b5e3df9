using System.Buffers;
using System.Globalization;
using System.Text.Json;
using TradePersist.Journal.Storage;

namespace TradePersist.Tiers;

/// <summary>
/// How far the tier has come: per journal the position, and per table the number of the last batch that is known to be
/// synced. Kept in a file that is replaced as a whole, after the tables' own. Immutable.
/// </summary>
internal sealed class FilePositions
{
    /// <summary>A name that no table can have.</summary>
    public const string FileName = "journal-positions.json";

    private const string JournalsMember = "journals";
    private const string TablesMember = "tables";
    private static readonly JsonWriterOptions WriterOptions = new() { Indented = true };

    private readonly Dictionary<Guid, long> _journals;
    private readonly Dictionary<string, long> _batches;

    private FilePositions(Dictionary<Guid, long> journals, Dictionary<string, long> batches)
    {
        _journals = journals;
        _batches = batches;
    }

    public static FilePositions None { get; } = new([], []);

    public static FilePositions Load(IJournalStorage storage)
    {
        AtomicFile.RemoveLeftover(storage, FileName);
        if (!storage.List().Contains(FileName))
        {
            return None;
        }

        using var file = storage.Open(FileName);
        var bytes = new byte[file.Length];
        file.Read(0, bytes);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return new FilePositions(
                document.RootElement.GetProperty(JournalsMember).EnumerateObject().ToDictionary(member => Guid.Parse(member.Name, CultureInfo.InvariantCulture), member => member.Value.GetInt64()),
                document.RootElement.GetProperty(TablesMember).EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetInt64()));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new DamagedFileException(Path.Combine(storage.Location, FileName), 0, $"is not what was written there: {exception.Message}", exception);
        }
    }

    /// <summary>The position of a journal; null when nothing came from it.</summary>
    public long? Of(Guid journalId) => _journals.TryGetValue(journalId, out var lsn) ? lsn : null;

    /// <summary>The number of the last synced batch of a table; 0 when there was none.</summary>
    public long BatchOf(string table) => _batches.GetValueOrDefault(table);

    public FilePositions With(Guid journalId, long lsn, IEnumerable<(string Table, long Batch)> batches)
    {
        var tables = new Dictionary<string, long>(_batches);
        foreach (var (table, batch) in batches)
        {
            tables[table] = batch;
        }

        return new FilePositions(new Dictionary<Guid, long>(_journals) { [journalId] = lsn }, tables);
    }

    public void Save(IJournalStorage storage)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartObject(JournalsMember);
            foreach (var (journal, lsn) in _journals)
            {
                json.WriteNumber(journal.ToString(), lsn);
            }

            json.WriteEndObject();
            json.WriteStartObject(TablesMember);
            foreach (var (table, batch) in _batches)
            {
                json.WriteNumber(table, batch);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        AtomicFile.Replace(storage, FileName, file => file.Write(0, buffer.WrittenSpan)).Dispose();
    }
}
