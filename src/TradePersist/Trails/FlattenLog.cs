using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>What comes up while a payload is flattened: faults, which end it, and notes, which do not.</summary>
internal sealed class FlattenLog
{
    private readonly List<FieldViolation> _violations = [];
    private readonly List<TrailNote> _notes = [];

    /// <summary>Whether any column has taken a value.</summary>
    public bool HasData { get; set; }

    public void Note(TrailNoteKind kind, string section, int count = 1)
    {
        if (count == 0)
        {
            return;
        }

        var same = _notes.FindIndex(note => note.Kind == kind && note.Section == section);
        if (same < 0)
        {
            _notes.Add(new TrailNote(kind, section, count));
        }
        else
        {
            _notes[same] = _notes[same] with { Count = _notes[same].Count + count };
        }
    }

    public void Fault(string field, string value, string rule) => _violations.Add(FieldViolation.Of(field, value, rule));

    public void Fault(string field, JsonElement value, string rule) =>
        Fault(field, value.ValueKind == JsonValueKind.Undefined ? "" : value.GetRawText(), rule);

    /// <summary>The notes. Throws <see cref="RecordValidationException"/> naming every fault when there is any.</summary>
    public IReadOnlyList<TrailNote> Finish()
    {
        if (_violations.Count > 0)
        {
            throw new RecordValidationException(TrailTable.Name, _violations);
        }

        if (!HasData)
        {
            Note(TrailNoteKind.NoData, "");
        }

        return _notes;
    }
}
