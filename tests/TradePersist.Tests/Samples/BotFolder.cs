using System.Text.Json;
using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Trades;
using TradePersist.Trails;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Samples;

/// <summary>An empty working directory for runs of the sample, and a look at what they stored in <c>bot</c>.</summary>
internal sealed class BotFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Root => _folder.Root;

    public string this[string name] => _folder[name];

    public async Task<ProgramRun> RunAsync(params string[] arguments) =>
        await EmbeddedBotProcess.RunAsync(Root, ["--data", "bot", .. arguments]);

    public async Task<TradePersistence> OpenAsync(string data = "bot")
    {
        var memory = await TradePersistence.OpenAsync(tp => tp
            .UseDataFolder(_folder[data])
            .AddDuckDb()
            .AddSqlite(tier: tier => tier.Mirror())
            .AddFiles(tier: tier => tier.Mirror()));
        Assert.That(await memory.DrainAsync(TimeSpan.FromMinutes(2)), "the tiers take what the bot has left them");
        return memory;
    }

    public async Task<IReadOnlyList<Candle>> CandlesAsync()
    {
        await using var memory = await OpenAsync();
        var book = await memory.Candles.LoadAllAsync("1m", null, null);
        return [.. book.OrderBy(series => series.Key, StringComparer.Ordinal).SelectMany(series => series.Value)];
    }

    public async Task<IReadOnlyList<Trade>> TradesAsync()
    {
        await using var memory = await OpenAsync();
        var trades = await memory.Trades.GetHistoryAsync(new TradeHistoryQuery { Limit = TradeHistoryQuery.MaxLimit });
        return [.. trades.OrderBy(trade => trade.OrderId, StringComparer.Ordinal)];
    }

    /// <summary>Every row of every trail, as text, but for the time at which it was saved.</summary>
    public async Task<IReadOnlyList<string>> TrailsAsync()
    {
        await using var memory = await OpenAsync();
        var minutes = await memory.Trails.FindAsync(new TrailQuery { Limit = TrailQuery.MaxLimit });
        return [.. minutes.Select(minute => $"{minute.BuyinId} {minute.Minute} {string.Join(' ', minute.Values.Select(value => value.Value))}")];
    }

    public JsonElement Json(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(_folder[name]));
        return document.RootElement.Clone();
    }

    public void Dispose() => _folder.Dispose();
}
