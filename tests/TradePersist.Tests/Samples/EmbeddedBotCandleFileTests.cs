using NUnit.Framework;

namespace TradePersist.Tests.Samples;

public sealed class EmbeddedBotCandleFileTests
{
    private const string Header = "ts,open,high,low,close,volume";

    [Test]
    public async Task BadLinesAreNamedByFileAndNumberAndTheGoodOnesAreStored()
    {
        using var folder = new BotFolder();
        const string name = "BTC-USDT_binance_1m_test.csv";
        await File.WriteAllLinesAsync(folder[name],
        [
            Header,
            "2026-01-01T00:00:00Z,1,2,0.5,1.5,10",
            "2026-01-01T00:01:00Z,1,2,0.5,1.5",
            "2026-01-01T00:02:00Z,1,2,0.5,1.5,10,11",
            "yesterday,1,2,0.5,1.5,10",
            "2026-01-01T00:04:00Z,1,two,0.5,1.5,10",
            "2026-01-01T00:05:00Z,1,2,3,1.5,10",
            "2026-01-01T00:06:00Z,1,2,0.5,1.5,-1",
            "2026-01-01T00:07:00Z,1,2,0.5,1.5,NaN",
            "2026-01-01T00:08:00Z,\"1,2,0.5,1.5,10",
            "2026-01-01T00:00:00Z,1,2,0.5,1.6,10",
            "2026-01-01T00:00:00Z,1,2,0.5,1.5,10",
            "",
            "\"2026-01-01T00:09:00Z\",\"5.38e-06\",5.38E-6,5.38e-06, 0.00000538 ,0.0",
        ]);
        var run = await folder.RunAsync("--candles", name, "--json", "summary.json");

        Assert.That(run.ExitCode, Is.Zero, run.Everything);
        var bad = folder.Json("summary.json").GetProperty("badLines").EnumerateArray().ToList();
        var candles = await folder.CandlesAsync();
        Assert.Multiple(() =>
        {
            Assert.That(bad.Select(line => line.GetProperty("line").GetInt64()), Is.EqualTo([3, 4, 5, 6, 7, 8, 9, 10, 11]));
            Assert.That(run.Output, Does.Contain("9 bad lines").And.Contain($"{name}:3: 5 fields instead of 6").And.Contain($"{name}:6: high 'two'"));
            Assert.That(run.Output, Does.Contain($"{name}:7: ").And.Contain("low"));
            Assert.That(candles.Select(candle => candle.Timestamp.Minute), Is.EqualTo([0, 9]));
            Assert.That(candles[0].Close, Is.EqualTo(1.5));
            Assert.That(candles[1].Open, Is.EqualTo(5.38e-06));
        });
    }

    [Test]
    public async Task AFileThatWasRepairedAndHasGrownIsCompleted()
    {
        using var folder = new BotFolder();
        const string name = "ETH-USDT_binance_1m_test.csv";
        string[] lines = [.. Enumerable.Range(0, 50).Select(minute => $"2026-01-01T00:{minute:00}:00Z,{100 + minute},{102 + minute},{99 + minute},{101 + minute},1")];
        await File.WriteAllLinesAsync(folder[name], [Header, .. lines[..20], "2026-01-01T00:20:00Z,broken,,,,", .. lines[21..40]]);
        await folder.RunAsync("--candles", name);
        await File.WriteAllLinesAsync(folder[name], [Header, .. lines]);
        var run = await folder.RunAsync("--candles", name, "--ack-log", "acks.csv");

        Assert.That(run.ExitCode, Is.Zero, run.Everything);
        Assert.That((await folder.CandlesAsync()).Select(candle => candle.Timestamp.Minute), Is.EqualTo(Enumerable.Range(0, 50)));
        Assert.That(File.ReadLines(folder["acks.csv"]).Count(line => line.StartsWith("candles,", StringComparison.Ordinal)), Is.EqualTo(11));
    }

    [Test]
    public async Task AFileWhoseNameSaysNothingNeedsTheOptions()
    {
        using var folder = new BotFolder();
        await File.WriteAllLinesAsync(folder["export.csv"], [Header, "2026-01-01T00:00:00Z,1,2,0.5,1.5,10"]);
        var without = await folder.RunAsync("--candles", "export.csv");
        var with = await folder.RunAsync("--candles", "export.csv", "--symbol", "4/USDT:USDT", "--timeframe", "1m");

        Assert.That(without.ExitCode, Is.EqualTo(2), without.Everything);
        Assert.That(without.Errors, Does.Contain("export.csv").And.Contain("--symbol"));
        Assert.That(with.ExitCode, Is.Zero, with.Everything);
        Assert.That((await folder.CandlesAsync()).Select(candle => candle.Symbol), Is.EqualTo(["4/USDT:USDT"]));
    }

    [Test]
    public async Task RealCandlesGoInAndComeOutBitExact()
    {
        var files = RealCandles.Files();
        if (files.Count == 0)
        {
            Assert.Ignore("No real candles: set TRADEPERSIST_DATA to the folder that holds candles/.");
        }

        using var folder = new BotFolder();
        var run = await folder.RunAsync(["--candles", .. files]);
        Assert.That(run.ExitCode, Is.Zero, run.Everything);
        Assert.That(run.Output, Does.Not.Contain("bad line"));

        await using var memory = await folder.OpenAsync();
        foreach (var file in files)
        {
            var (symbol, timeframe, expected) = RealCandles.Read(file);
            var stored = await memory.Candles.LoadAsync(symbol, timeframe, null, null, new ReadOptions { Tier = "sqlite", Timeout = TimeSpan.FromSeconds(30) });
            Assert.That(stored.Select(RealCandles.Bits), Is.EqualTo(expected.Select(RealCandles.Bits)), file);
        }
    }
}
