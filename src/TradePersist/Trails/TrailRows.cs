using System.Globalization;
using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>Makes the rows of trails out of values.</summary>
internal static class TrailRows
{
    /// <summary>Adds the next minute's row, and returns the cells of the schema's columns.</summary>
    public static Span<Value> Add(RowSet rows, TrailTable table, long buyinId)
    {
        var minute = rows.Count;
        var cells = rows.Add();
        cells[table.BuyinId.Ordinal] = Value.Of(buyinId);
        cells[table.Minute.Ordinal] = Value.Of((long)minute);
        return cells[TrailTable.FirstData..];
    }

    public static Trail Make(TrailSchema schema, long buyinId, IReadOnlyList<IEnumerable<KeyValuePair<string, Value>>> minutes, DateTimeOffset? createdAt)
    {
        var log = new FlattenLog();
        ExpectAllMinutes(minutes.Count, log);
        var rows = new RowSet(schema.Table.Table, Trail.MinuteCount);
        foreach (var values in minutes)
        {
            var cells = Add(rows, schema.Table, buyinId);
            foreach (var (name, value) in values)
            {
                var column = schema.Table.Table.Find(name);
                var isData = column is not null && schema.Table.Data.Contains(column);
                var cell = isData ? TrailCell.Of(value, column!) : new TrailCell(default, "is no column of this schema");
                if (cell.Fault is not null)
                {
                    log.Fault(string.Create(CultureInfo.InvariantCulture, $"[{rows.Count - 1}].{name}"), value.ToString(), cell.Fault);
                    continue;
                }

                cells[column!.Ordinal - TrailTable.FirstData] = cell.Value;
                log.HasData |= !cell.Value.IsNull;
                log.Note(TrailNoteKind.NotFinite, "", cell.IsNotFinite ? 1 : 0);
            }
        }

        if (createdAt is { } first && Value.Of(first).AsMicroseconds() < Timestamps.Minimum)
        {
            log.Fault(schema.Table.CreatedAt.Name, Value.Of(first).ToString(), "must not be before 1900-01-01T00:00:00Z");
        }

        var notes = log.Finish();
        return new Trail(schema, createdAt is { } time ? At(rows, schema.Table, time) : rows, notes);
    }

    /// <summary>The rows that store a trail in a table of a schema, saved now unless it was before.</summary>
    public static RowSet Of(Trail trail, TrailSchema schema, DateTimeOffset now)
    {
        var log = new FlattenLog { HasData = true };
        ExpectAllMinutes(trail.Minutes.Count, log);
        log.Finish();
        if (trail.Schema.Table != schema.Table)
        {
            // What this schema has no column for does not matter where it is NULL.
            trail = Make(schema, trail.BuyinId, [.. trail.Minutes.Select(minute => minute.Values.Where(value => !value.Value.IsNull))], trail.CreatedAt);
        }

        return At(trail.Rows, schema.Table, trail.CreatedAt ?? now);
    }

    private static void ExpectAllMinutes(int count, FlattenLog log)
    {
        if (count != Trail.MinuteCount)
        {
            log.Fault("minutes", count.ToString(CultureInfo.InvariantCulture), $"must be {Trail.MinuteCount}");
        }
    }

    private static RowSet At(RowSet rows, TrailTable table, DateTimeOffset time)
    {
        var copy = new RowSet(table.Table, rows.Count);
        foreach (var row in rows)
        {
            copy.Add(row);
            copy.LastCells[table.CreatedAt.Ordinal] = Value.Of(time);
        }

        return copy;
    }
}
