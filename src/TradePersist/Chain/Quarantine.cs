using System.Globalization;
using System.Text.Json;
using TradePersist.Journal.Storage;
using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>
/// The records that one tier refused, on the journal's disk, one file each (<c>quarantine-TIER-LSN.json</c>), so that
/// keeping, retrying and dropping one are each one atomic step.
/// </summary>
internal sealed class Quarantine
{
    private readonly IJournalStorage _storage;
    private readonly IReadOnlyList<Table> _tables;
    private readonly string _tier;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, (QuarantineEntry Entry, Change Change)> _entries = [];
    private QuarantineIndex? _index;
    private long? _offered;

    /// <summary>Reads what is there from earlier runs.</summary>
    public Quarantine(IJournalStorage storage, IReadOnlyList<Table> tables, string tier, TimeProvider time)
    {
        _storage = storage;
        _tables = tables;
        _tier = tier;
        _time = time;
        foreach (var name in storage.List().Where(IsOwn))
        {
            var entry = Read(name);
            _entries.Add(entry.Lsn, (entry, Decode(entry)));
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    private string Prefix => $"quarantine-{_tier}-";

    public IReadOnlyList<QuarantinedRecord> List()
    {
        lock (_lock)
        {
            return [.. _entries.Values.Select(kept => new QuarantinedRecord(_tier, kept.Entry.Lsn, kept.Entry.Reason, kept.Entry.QuarantinedAt))];
        }
    }

    /// <summary>Why the record is here; null when it is not.</summary>
    public string? ReasonOf(long lsn)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(lsn, out var kept) ? kept.Entry.Reason : null;
        }
    }

    /// <summary>Whether the change works on what a quarantined one works on, and so must queue behind it.</summary>
    public bool Touches(Change change)
    {
        lock (_lock)
        {
            return _entries.Count > 0 && (_index ??= Index()).Touches(change);
        }
    }

    /// <summary>Whether this very record is here.</summary>
    public bool Holds(JournalRecord record)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(record.Lsn, out var kept) && record.Payload.Span.SequenceEqual(kept.Entry.Payload);
        }
    }

    /// <summary>Keeps a record: it is on the disk when this returns.</summary>
    public void Add(JournalRecord record, string reason)
    {
        using var schema = JsonDocument.Parse(record.Schema);
        var entry = new QuarantineEntry(record.Lsn, reason, _time.GetUtcNow(), schema.RootElement.Clone(), record.Payload.ToArray());
        var bytes = JsonSerializer.SerializeToUtf8Bytes(entry);
        var name = NameOf(record.Lsn);

        // A crash or a full disk may have left a part of it.
        _storage.Delete(name + ".tmp");
        using (var file = _storage.Create(name + ".tmp", bytes.Length))
        {
            file.Write(0, bytes);
            file.Sync();
        }

        _storage.Rename(name + ".tmp", name);
        _storage.SyncDirectory();
        lock (_lock)
        {
            _entries[record.Lsn] = (entry, record.Change);
            _index?.Add(record.Change);
        }
    }

    /// <summary>Lets a record go. False when it is not here, or the tier is being offered it.</summary>
    public bool Remove(long lsn)
    {
        lock (_lock)
        {
            if (lsn == _offered || !_entries.ContainsKey(lsn))
            {
                return false;
            }

            Forget(lsn);
            return true;
        }
    }

    /// <summary>Says that the tier is about to be offered a record, so that nobody removes it meanwhile. False when somebody has removed it.</summary>
    public bool TryOffer(long lsn)
    {
        lock (_lock)
        {
            _offered = _entries.ContainsKey(lsn) ? lsn : null;
            return _offered is not null;
        }
    }

    /// <summary>Ends an offer; the record leaves when the tier took it.</summary>
    public void EndOffer(long lsn, bool isTaken)
    {
        lock (_lock)
        {
            _offered = null;
            if (isTaken)
            {
                Forget(lsn);
            }
        }
    }

    /// <summary>The records, in the order of the journal, to be tried again.</summary>
    public IReadOnlyList<(long Lsn, Change Change)> Records()
    {
        lock (_lock)
        {
            return [.. _entries.Select(pair => (pair.Key, pair.Value.Change))];
        }
    }

    // The file first: what is no longer known here no longer holds newer changes back, and must not come back either.
    private void Forget(long lsn)
    {
        _storage.Delete(NameOf(lsn));
        _storage.SyncDirectory();
        _entries.Remove(lsn);
        _index = null;
    }

    // By the whole name: tiers may be called db and db-2.
    private bool IsOwn(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(Path.GetFileNameWithoutExtension(name.AsSpan(Prefix.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var lsn)
        && name == NameOf(lsn);

    private string NameOf(long lsn) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{lsn:D20}.json");

    private QuarantineEntry Read(string name)
    {
        using var file = _storage.Open(name);
        var bytes = new byte[file.Length];
        var length = file.Read(0, bytes);
        try
        {
            return JsonSerializer.Deserialize<QuarantineEntry>(bytes.AsSpan(0, length)) ?? throw new JsonException("It holds nothing.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The quarantine file '{name}' in {_storage.Location} is damaged: {exception.Message}", exception);
        }
    }

    private Change Decode(QuarantineEntry entry) =>
        new ChangeDecoder(_tables, JsonSerializer.SerializeToUtf8Bytes(entry.Schema)).Read(entry.Payload);

    private QuarantineIndex Index()
    {
        var index = new QuarantineIndex();
        foreach (var (_, change) in _entries.Values)
        {
            index.Add(change);
        }

        return index;
    }
}
