using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradePersist.Tests.Trails;

/// <summary>
/// What a payload means, written a second time, column by column and as plainly as can be. It knows the columns by
/// their names alone, and rounds in decimal digits.
/// </summary>
internal sealed class FlattenOracle(JsonObject payload, bool missingIsFalse)
{
    private static readonly Dictionary<string, string> Patterns = new()
    {
        ["asc_tri"] = "ascending_triangle",
        ["bull_flag"] = "bullish_flag",
        ["bull_pennant"] = "bullish_pennant",
        ["fall_wedge"] = "falling_wedge",
        ["cup_handle"] = "cup_and_handle",
        ["inv_hs"] = "inverse_head_shoulders",
        ["swing"] = "swing_structure",
    };

    private static readonly string[] Integers =
    [
        "ob_sample_count", "ob_coverage_seconds", "tx_trade_count", "tx_large_trade_count", "wh_movement_count", "wh_inflow_count",
        "wh_outflow_count", "wh_massive_move_count",
    ];

    /// <summary>The text of the value of a column in a minute.</summary>
    public string Value(string column, int minute)
    {
        var prefix = column[..column.IndexOf('_')];
        var field = column[(prefix.Length + 1)..];
        return prefix switch
        {
            "pat" => Pattern(field),
            "sp" => Price(field),
            _ => Number(Record(prefix, minute)?[field], Integers.Contains(column)),
        };
    }

    private JsonObject? Record(string prefix, int minute)
    {
        var section = prefix switch
        {
            "pm" => payload["price_movements"],
            "btc" => payload["btc_price_movements"],
            "eth" => payload["eth_price_movements"],
            "ob" => payload["order_book_signals"] ?? payload["order_book"],
            "tx" => payload["transactions"],
            _ => payload["whale_activity"],
        };
        return (section as JsonArray)?.OfType<JsonObject>().FirstOrDefault(record => Span(record) == minute);
    }

    private int? Span(JsonObject record)
    {
        if (record["minute_span_from"] is { } from)
        {
            return from.GetValueKind() == JsonValueKind.String ? int.Parse((string)from!, CultureInfo.InvariantCulture) : (int)(double)from;
        }

        if (record["minute_timestamp"] is not { } time || payload["followed_at"] is not { } followed)
        {
            return null;
        }

        var end = Time((string)followed!);
        var start = Time((string)time!);
        var minutes = 0;
        while (new DateTime(start.Year, start.Month, start.Day, start.Hour, start.Minute, 0).AddMinutes(minutes + 1) <= end)
        {
            minutes++;
        }

        return minutes;
    }

    // Our payloads name no zone, or one of whole hours.
    private static DateTime Time(string text)
    {
        var time = DateTime.ParseExact(text[..19].Replace('T', ' '), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return text.Length > 20 ? time.AddHours(-int.Parse(text[19..22], CultureInfo.InvariantCulture)) : time;
    }

    private string Pattern(string field)
    {
        if (payload.ContainsKey("patterns") && payload["patterns"] is not JsonObject)
        {
            return "null";
        }

        var patterns = payload["patterns"] as JsonObject ?? [];
        switch (field)
        {
            case "breakout_score":
                return Number(patterns["breakout_score"], false);
            case "detected_count":
                return ((patterns["detected"] as JsonArray)?.Count ?? 0).ToString(CultureInfo.InvariantCulture);
            case "detected_list":
                return patterns["detected"] is JsonArray { Count: > 0 } names ? string.Join(",", names.Select(name => (string)name!)) : "null";
        }

        var short_ = Patterns.Keys.Single(name => field.StartsWith(name + "_"));
        var member = field[(short_.Length + 1)..];
        var pattern = patterns[Patterns[short_]] as JsonObject;
        var value = (short_, member) switch
        {
            ("fall_wedge", "contraction") => pattern?["wedge_contraction"],
            ("cup_handle", "depth_pct") => pattern?["cup_depth_pct"],
            _ => pattern?[member],
        };
        return member switch
        {
            "trend" => value is null ? "null" : (string)value!,
            "detected" or "higher_lows" or "lower_highs" => value is not null ? ((bool)value ? "true" : "false") : missingIsFalse ? "false" : "null",
            _ => Number(value, false),
        };
    }

    private string Price(string field)
    {
        var prices = new List<double>();
        foreach (var point in payload["second_prices"] as JsonArray ?? [])
        {
            if (point is JsonObject tick && Double(tick["price"]) is { } price && double.IsFinite(price))
            {
                prices.Add(price);
            }
        }

        if (field == "price_count")
        {
            return prices.Count.ToString(CultureInfo.InvariantCulture);
        }

        if (prices.Count == 0)
        {
            return "null";
        }

        double sum = 0, low = prices[0], high = prices[0];
        foreach (var price in prices)
        {
            sum += price;
            low = price < low ? price : low;
            high = price > high ? price : high;
        }

        var mean = sum / prices.Count;
        var squares = 0.0;
        foreach (var price in prices)
        {
            squares += (price - mean) * (price - mean);
        }

        return field switch
        {
            "min_price" => Rounded(low, 8),
            "max_price" => Rounded(high, 8),
            "start_price" => Rounded(prices[0], 8),
            "end_price" => Rounded(prices[^1], 8),
            "avg_price" => Rounded(mean, 8),
            "price_range_pct" => prices[0] > 0 ? Rounded((high - low) / prices[0] * 100, 4) : "null",
            "total_change_pct" => prices[0] > 0 ? Rounded((prices[^1] - prices[0]) / prices[0] * 100, 4) : "null",
            _ => prices.Count > 1 && mean > 0 ? Rounded(Math.Sqrt(squares / prices.Count) / mean * 100, 4) : "null",
        };
    }

    private static string Number(JsonNode? node, bool isInteger) => Double(node) switch
    {
        null => "null",
        { } number when !double.IsFinite(number) => "null",
        { } number when isInteger => Rounded(number, 0),
        { } number => Text(number),
    };

    private static double? Double(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Number => (double)node,
        JsonValueKind.String when double.TryParse((string)node!, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    // The exact digits of the double, cut as a person would.
    private static string Rounded(double number, int decimals)
    {
        var digits = Math.Abs(number).ToString("F1080", CultureInfo.InvariantCulture);
        var point = digits.IndexOf('.');
        var kept = BigInteger.Parse(digits[..point] + digits[(point + 1)..(point + 1 + decimals)], CultureInfo.InvariantCulture);
        var rest = digits[(point + 1 + decimals)..].TrimEnd('0');
        if (string.CompareOrdinal(rest, "5") > 0 || (rest == "5" && !kept.IsEven))
        {
            kept += 1;
        }

        var text = kept.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var rounded = double.Parse($"{text[..^decimals]}.{text[^decimals..]}0", CultureInfo.InvariantCulture);
        return Text(number < 0 ? -rounded : rounded);
    }

    private static string Text(double number) => (number == 0 ? 0.0 : number).ToString("R", CultureInfo.InvariantCulture);
}
