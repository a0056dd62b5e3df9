using NUnit.Framework;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Migrations;

/// <summary>Engines that several processes may have open.</summary>
[TestFixture(typeof(SqliteEngine))]
[TestFixture(typeof(PostgresEngine))]
internal sealed class StartTogetherTests<TEngine> : MigrationTestBase<TEngine>
    where TEngine : ISqlEngine, new()
{
    private const int Processes = 20;

    [Test]
    public async Task TwentyProcessesAtOnceStartOnAnEmptyDatabase() => await StartTogetherAsync();

    [Test]
    public async Task TwentyProcessesAtOnceTakeAnOldTableOverOnce()
    {
        await RunAsync($"{Engine.OldTrades};;INSERT INTO trades (symbol, side, entry_price, exit_price, quantity, entry_time, exit_time, pnl_usd, pnl_percent, exit_reason) VALUES ('BTC', 'long', 1, 2, 1, '2025-11-01 00:00:00', '2025-11-02 00:00:00', 1, 100, 'tp')");
        await StartTogetherAsync();
        Assert.That(await RunAsync("SELECT count(*) FROM trades;;SELECT sum(trades) FROM trade_stats"), Is.EqualTo("1\n1"));
    }

    private async Task StartTogetherAsync()
    {
        var processes = Enumerable.Range(0, Processes).Select(_ => ChildProcess.Start<StartTask>(typeof(TEngine).FullName!, Folder.Root)).ToList();
        try
        {
            foreach (var process in processes)
            {
                await process.ReadNumberAsync();
            }

            await Task.WhenAll(processes.Select(process => process.ReleaseAsync()));
            foreach (var process in processes)
            {
                Assert.That(await process.ReadNumberAsync(), Is.EqualTo(1));
                Assert.That((await process.EndAsync()).ExitCode, Is.Zero);
            }
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }

        Assert.That(await RunAsync("SELECT version FROM tp_migration ORDER BY version"), Is.EqualTo("1\n2\n3\n4"));
    }
}
