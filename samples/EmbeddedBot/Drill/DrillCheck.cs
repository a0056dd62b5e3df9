using EmbeddedBot.Report;

namespace EmbeddedBot.Drill;

/// <summary>Opens what the killed processes left, lets it recover, and counts.</summary>
internal static class DrillCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<DrillOutcome> RunAsync(DrillFolder folder)
    {
        if (!File.Exists(folder.Acknowledged))
        {
            throw new UsageException($"There is no drill in {folder.Path}.");
        }

        await using var memory = await Memory.OpenAsync(folder.Path);
        if (!await memory.DrainAsync(Patience))
        {
            throw new DrillException($"The tiers did not catch up within {Patience.TotalSeconds} s.");
        }

        var acknowledged = AcknowledgedRecords.Read(folder.Acknowledged);
        var contents = await TierContent.CompareAsync(memory);
        var tables = new List<TableCheck>();
        List<string> differences = [];
        foreach (var tier in memory.GetHealth().Tiers)
        {
            var checker = new TierChecker(memory, tier.Name, contents[tier.Name], acknowledged);
            var trades = await checker.AllTradesAsync();
            tables.Add(await checker.CandlesAsync());
            tables.Add(checker.Trades(trades));
            tables.Add(await checker.TrailsAsync());
            differences.AddRange((await StatisticsCheck.RunAsync(memory, tier.Name, trades)).Differences);
        }

        var compared = contents.Where(tier => tier.Value.Differences is not null).ToDictionary(tier => tier.Key, tier => tier.Value.Differences!.Value);
        return new DrillOutcome(tables, compared, new StatisticsCheck(differences), acknowledged.TornLines);
    }
}
