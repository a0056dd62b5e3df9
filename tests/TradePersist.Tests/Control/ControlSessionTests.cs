using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Control;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Control;

/// <summary>What comes over the socket, good and bad: the store never suffers from it.</summary>
public class ControlSessionTests
{
    // Less than the store waits for operators that cannot be broken off.
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(4);

    private const string Health = """{"version":1,"command":"Health"}""";

    [TestCase("hello\n")]
    [TestCase("\n")]
    [TestCase("[1,2]\n")]
    [TestCase("null\n")]
    [TestCase("{}\n")]
    [TestCase("""{"version":1,"command":"Destroy"}""" + "\n")]
    [TestCase("""{"version":1,"command":"Unknown"}""" + "\n")]
    [TestCase("""{"version":1,"command":99}""" + "\n")]
    [TestCase("""{"version":2,"command":"Health"}""" + "\n")]
    [TestCase("""{"version":1,"command":"Drop","lsn":"many"}""" + "\n")]
    [TestCase("GET / HTTP/1.1\r\n\r\n")]
    [TestCase("\0\u0001\u0002\n")]
    public async Task WhatIsNoRequestIsAnsweredWithAnError(string words)
    {
        await using var bench = await ControlBench.OpenAsync();
        using var answer = JsonDocument.Parse(await bench.SayAsync(words));

        Assert.That(answer.RootElement.GetProperty("error").GetProperty("kind").GetString(), Is.EqualTo("Failed"));
        Assert.That((await (await bench.FindAsync()).GetHealthAsync()).Tiers, Has.Count.EqualTo(2), "the next one is served");
    }

    [Test]
    public async Task RandomBytesHarmNobody()
    {
        await using var bench = await ControlBench.OpenAsync();
        var random = Seed.Random();
        for (var i = 0; i < 50; i++)
        {
            var words = new byte[random.Next(1, 5000)];
            random.NextBytes(words);
            words[^1] = (byte)'\n';
            Assert.That(await bench.SayAsync(words), Does.Contain("error"));
        }

        Assert.That((await (await bench.FindAsync()).GetHealthAsync()).Tiers, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task ARequestWithoutEndIsNotTakenIn()
    {
        await using var bench = await ControlBench.OpenAsync();
        var answer = await bench.SayAsync(Enumerable.Repeat((byte)'x', 1 << 20).ToArray());

        Assert.That(answer, Does.Contain("error").And.Contain("65536").Or.Empty, "closed, and perhaps before the reason could be read");
        Assert.That((await (await bench.FindAsync()).GetHealthAsync()).Tiers, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task HalfARequestIsForgottenWithItsSender()
    {
        await using var bench = await ControlBench.OpenAsync();
        for (var length = 0; length < Health.Length; length++)
        {
            using var socket = bench.Connect();
            await socket.SendAsync(Encoding.UTF8.GetBytes(Health[..length]));
        }

        Assert.That((await (await bench.FindAsync()).GetHealthAsync()).Tiers, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task WhoSaysNothingIsSentAway()
    {
        await using var bench = await ControlBench.OpenAsync();
        var answer = await bench.SayAsync(Health[..10]);

        Assert.That(answer, Does.Contain("error").And.Contain($"nothing more came within {ControlSession.Patience}"));
    }

    [Test]
    public async Task AHundredAtOnceAreAllAnswered()
    {
        await using var bench = await ControlBench.OpenAsync();
        await bench.FillAsync(10);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => bench.SayAsync(Health + "\n")));

        Assert.That(answers.Select(answer => JsonDocument.Parse(answer).RootElement.GetProperty("result").GetProperty("journal").GetProperty("lastLsn").GetInt64()), Is.All.EqualTo(1));
    }

    [Test]
    public async Task AHundredThatSayNothingDoNotKeepOthersOutForLong()
    {
        await using var bench = await ControlBench.OpenAsync();
        List<Socket> silent = [.. Enumerable.Range(0, 100).Select(_ => bench.Connect())];
        try
        {
            Assert.That((await (await bench.FindAsync()).GetHealthAsync()).Tiers, Has.Count.EqualTo(2));
            await bench.FillAsync(10);
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }
    }

    [Test]
    public async Task WhoLeavesInTheMiddleEndsTheVerification()
    {
        await using var bench = await ControlBench.OpenAsync();
        await bench.FillAsync(10);
        var begun = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        bench.Left.BeforeQuery = async token =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended.TrySetResult();
            token.ThrowIfCancellationRequested();
        };
        using (var socket = bench.Connect())
        {
            await socket.SendAsync("""{"version":1,"command":"Verify","tier":"left","other":"right","options":{"patience":"01:00:00"}}"""u8.ToArray());
            await socket.SendAsync("\n"u8.ToArray());
            await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        bench.Left.BeforeQuery = _ => Task.CompletedTask;
        Assert.That((await bench.Store.VerifyAsync("left", "right")).IsClean, Is.True, "the next one need not wait for it");
    }

    [Test]
    public async Task AStopDoesNotWaitForOperators()
    {
        await using var bench = await ControlBench.OpenAsync();
        await bench.FillAsync(10);
        var begun = new TaskCompletionSource();
        bench.Left.BeforeQuery = token =>
        {
            begun.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, token);
        };
        using var silent = bench.Connect();
        var verifying = (await bench.FindAsync()).VerifyAsync("left", "right");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var stopping = Stopwatch.GetTimestamp();
        await bench.Store.StopAsync();
        Assert.That(Stopwatch.GetElapsedTime(stopping), Is.LessThan(Prompt));
        await Assert.ThrowsAsync<StoreControlException>(() => verifying);
    }

    [Test]
    public async Task WhoDoesNotListenIsSentAway()
    {
        await using var bench = await ControlBench.OpenAsync();
        await bench.FillAsync(5000);
        bench.Right.Lose(CandleTable.Table, _ => true);
        using var socket = bench.Connect();
        await socket.SendAsync("""{"version":1,"command":"Verify","tier":"left","other":"right","options":{"examples":100000,"patience":"00:00:30"}}"""u8.ToArray());
        await socket.SendAsync("\n"u8.ToArray());
        await Until.TrueAsync(() => socket.Available > 100_000, "an answer that nobody reads");
        var stopping = Stopwatch.GetTimestamp();
        await bench.Store.StopAsync();
        Assert.That(Stopwatch.GetElapsedTime(stopping), Is.LessThan(Prompt));
    }
}
