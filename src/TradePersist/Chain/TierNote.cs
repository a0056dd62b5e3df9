using System.Text.Json;
using TradePersist.Journal.Storage;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Chain;

/// <summary>
/// What the journal's disk keeps of one tier (<c>tier-NAME.json</c>), because the position in the tier does not say it:
/// for which tables it counts, for it also moves past records of tables that the tier does not hold; and how far it can be
/// at most, when the journal was opened without it.
/// </summary>
internal sealed class TierNote
{
    private readonly IJournalStorage _storage;
    private readonly IReadOnlyList<Table> _tables;
    private readonly string _name;
    private TierNoteEntry _entry = new(Holds: null, LeftOut: [], AtMost: null);

    /// <summary>Reads what is there from earlier runs.</summary>
    public TierNote(IJournalStorage storage, IReadOnlyList<Table> tables, string tier)
    {
        _storage = storage;
        _tables = tables;
        _name = $"tier-{tier}.json";
        if (storage.List().Contains(_name))
        {
            _entry = Read();
        }
    }

    /// <summary>The tables that the tier holds; null when it was never attached.</summary>
    public IReadOnlyList<Table>? Holds => _entry.Holds is { } names ? [.. _tables.Where(table => names.Contains(table.Name))] : null;

    /// <summary>The last record that the tier can have, as far as that is known from starts that did not reach it.</summary>
    public long? AtMost => _entry.AtMost;

    /// <summary>Those of the tables that the tier's position does not count for.</summary>
    public IReadOnlyList<Table> LeftOutOf(IReadOnlyList<Table> held) => [.. held.Where(table => _entry.LeftOut.Contains(table.Name))];

    /// <summary>Notes that the tier is attached, and the tables that its position counts for from now on.</summary>
    public void Attached(IReadOnlyList<Table> held) =>
        Keep(new TierNoteEntry([.. held.Select(table => table.Name)], [.. _tables.Except(held).Select(table => table.Name)], AtMost: null));

    /// <summary>Notes that the journal is about to be written from this record on, and that the tier was not reached.</summary>
    public void Missed(long lastLsn) => Keep(_entry with { AtMost = _entry.AtMost ?? lastLsn });

    private void Keep(TierNoteEntry entry)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(entry);
        if (bytes.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(_entry)))
        {
            return;
        }

        AtomicFile.Replace(_storage, _name, file => file.Write(0, bytes)).Dispose();
        _storage.SyncDirectory();
        _entry = entry;
    }

    private TierNoteEntry Read()
    {
        using var file = _storage.Open(_name);
        var bytes = new byte[file.Length];
        var length = file.Read(0, bytes);
        try
        {
            return JsonSerializer.Deserialize<TierNoteEntry>(bytes.AsSpan(0, length)) is { LeftOut: not null } entry ? entry : throw new JsonException("It holds nothing.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The file '{_name}' in {_storage.Location} is damaged: {exception.Message}", exception);
        }
    }
}
