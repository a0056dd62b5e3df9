using System.Globalization;
using System.Text.Json.Nodes;
using TradePersist.Model;
using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

/// <summary>Payloads as bots might send them, with everything missing, doubled or odd that is still no fault.</summary>
internal sealed class RandomPayload(Random random)
{
    private static readonly DateTime End = new(2026, 3, 1, 12, 7, 31, DateTimeKind.Unspecified);

    public JsonObject Make()
    {
        var payload = new JsonObject { ["symbol"] = "SOLUSDT" };
        if (random.Next(4) > 0)
        {
            payload["followed_at"] = Time(End);
        }

        foreach (var group in TrailSchema.Default.Groups)
        {
            JsonNode? section = random.Next(12) switch
            {
                0 => null,
                1 when group.Shape != TrailShape.Object => new JsonObject { ["a"] = 1 },
                1 => JsonValue.Create("no_price_data"),
                _ when group.Shape == TrailShape.Minutes => Minutes(group),
                _ when group.Shape == TrailShape.Object => Patterns(),
                _ => Prices(),
            };
            if (random.Next(12) > 0)
            {
                payload[group.AlternativeSections.Count > 0 && random.Next(2) == 0 ? group.AlternativeSections[0] : group.Section] = section;
            }
        }

        return payload;
    }

    private JsonArray Minutes(TrailGroup group)
    {
        var records = new JsonArray();
        for (var i = random.Next(20); i > 0; i--)
        {
            if (random.Next(20) == 0)
            {
                records.Add(random.Next(2) == 0 ? null : JsonValue.Create(7));
                continue;
            }

            var record = new JsonObject { ["price_updates"] = 5 };
            PlaceIn(record);
            foreach (var column in group.Columns.Where(_ => random.Next(5) > 0))
            {
                record[column.Field] = Number(column.Kind);
            }

            records.Add(record);
        }

        return records;
    }

    private void PlaceIn(JsonObject record)
    {
        var span = random.Next(-1, 17);
        switch (random.Next(8))
        {
            case 0:
                break;
            case 1:
                record["minute_span_from"] = span.ToString(CultureInfo.InvariantCulture);
                break;
            case 2:
                record["minute_span_from"] = span + 0.5;
                break;
            case 3 or 4:
                record["minute_timestamp"] = Time(End.AddSeconds(-random.Next(1000) + 30));
                break;
            default:
                record["minute_span_from"] = span;
                break;
        }
    }

    private string Time(DateTime time) => random.Next(4) switch
    {
        0 => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        1 => time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "Z",
        2 => time.AddHours(2).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "+02:00",
        _ => time.AddHours(-5).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "-05:00",
    };

    private JsonNode? Number(ColumnKind kind)
    {
        var number = kind == ColumnKind.Int32 ? random.Next(-9, 9) / 2.0 : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 12));
        return random.Next(12) switch
        {
            0 => null,
            1 => JsonValue.Create("NaN"),
            2 => JsonValue.Create(0),
            3 => JsonValue.Create(number.ToString("R", CultureInfo.InvariantCulture)),
            _ => JsonValue.Create(number),
        };
    }

    private JsonObject Patterns()
    {
        var patterns = new JsonObject();
        foreach (var column in TrailSchema.Default.Groups.Single(group => group.Prefix == "pat").Columns.Where(_ => random.Next(4) > 0))
        {
            var path = column.Field.Split(':')[0].Split('.');
            var target = patterns;
            if (path.Length > 1)
            {
                target = patterns[path[0]] as JsonObject ?? [];
                patterns[path[0]] = target;
            }

            target[path[^1]] = path[^1] == "detected" && path.Length == 1
                ? new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(i => JsonValue.Create($"pattern_{i}"))])
                : column.Kind switch
                {
                    ColumnKind.Bool => random.Next(4) == 0 ? null : JsonValue.Create(random.Next(2) == 0),
                    ColumnKind.Text => JsonValue.Create("neutral"),
                    _ => Number(column.Kind),
                };
        }

        return patterns;
    }

    private JsonArray Prices()
    {
        var prices = new JsonArray();
        var scale = Math.Pow(10, random.Next(-7, 5));
        for (var i = random.Next(30); i > 0; i--)
        {
            var price = Math.Round((1 + random.NextDouble()) * scale, random.Next(1, 12)) - (random.Next(10) == 0 ? scale * 3 : 0);
            prices.Add(random.Next(12) switch
            {
                0 => null,
                1 => new JsonObject { ["price"] = "?" },
                2 => new JsonObject { ["price"] = price.ToString("R", CultureInfo.InvariantCulture) },
                3 => new JsonObject { ["price"] = random.Next(5000) / 512.0 },
                _ => new JsonObject { ["ts"] = "2026-03-01 12:00:00", ["price"] = price },
            });
        }

        return prices;
    }
}
