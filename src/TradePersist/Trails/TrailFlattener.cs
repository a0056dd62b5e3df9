using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>Makes 15 rows of a payload.</summary>
internal static class TrailFlattener
{
    public static Trail Flatten(TrailSchema schema, TrailFlagDefault flagDefault, long buyinId, TrailPayload? payload)
    {
        var root = payload?.ToJson() ?? throw TrailPayload.Invalid("null", "must not be missing");
        var log = new FlattenLog();
        var windowEnd = TrailMinutes.EndOf(root);
        var sections = schema.Sections.Select(section => section.Read(root, windowEnd, flagDefault, log)).ToList();
        var notes = log.Finish();

        var rows = new RowSet(schema.Table.Table, Trail.MinuteCount);
        for (var minute = 0; minute < Trail.MinuteCount; minute++)
        {
            var cells = TrailRows.Add(rows, schema.Table, buyinId);
            for (var i = 0; i < sections.Count; i++)
            {
                sections[i][minute]?.CopyTo(cells);
                cells = cells[schema.Sections[i].Width..];
            }
        }

        return new Trail(schema, rows, notes);
    }
}
