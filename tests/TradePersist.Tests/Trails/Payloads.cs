using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

/// <summary>Payloads for tests.</summary>
internal static class Payloads
{
    /// <summary>One value in one minute, so that trails can be told apart.</summary>
    public static TrailPayload Of(double openPrice, double? score = null, int minute = 0)
    {
        var payload = new TrailPayload().AddMinute("price_movements", minute, new Dictionary<string, object?> { ["open_price"] = openPrice });
        return score is null ? payload : payload.SetObject("patterns", new Dictionary<string, object?> { ["breakout_score"] = score });
    }

    public static string Section(string name, string content) => $$"""{ "{{name}}": {{content}} }""";

    public static TrailPayload Prices(params IEnumerable<string> prices) =>
        TrailPayload.Parse(Section("second_prices", $"[{string.Join(',', prices.Select(price => $$"""{"ts":"2026-01-01 00:00:00","price":{{price}}}"""))}]"));
}
