using System.Text.Json;
using TradePersist.Candles;
using TradePersist.Trades;
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

    public Task<TradePersistence> OpenAsync(string data = "bot") => TradePersistence.OpenAsync(tp => tp
        .UseDataFolder(_folder[data])
        .UseJournal(Path.Combine(_folder[data], "journal"))
        .AddSqlite(Path.Combine(_folder[data], "tradepersist.db")));

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

    public JsonElement Json(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(_folder[name]));
        return document.RootElement.Clone();
    }

    public void Dispose() => _folder.Dispose();
}
