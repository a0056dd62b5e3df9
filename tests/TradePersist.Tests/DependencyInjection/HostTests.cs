using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Tests.Support;
using TradePersist.Trades;
using TradePersist.Trails;

namespace TradePersist.Tests.DependencyInjection;

public class HostTests
{
    [Test]
    public async Task TheHostOpensTheStoreAndStopsItInOrder()
    {
        using var folder = new TempFolder();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddTradePersistence(tp => tp.UseDataFolder(folder.Root).AddSqlite());
        using (var host = builder.Build())
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<ICandleStore>().SaveAsync(Bars.Many(5_000));
            await host.StopAsync();
            var persistence = host.Services.GetRequiredService<TradePersistence>();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => persistence.Candles.SaveAsync(Bars.One(0)));
        }

        await using var again = await TradePersistence.OpenAsync(tp => tp.UseDataFolder(folder.Root).AddSqlite());
        Assert.That((await again.Candles.GetStatsAsync()).Candles, Is.EqualTo(5_000), "what was acknowledged was drained before the stop");
    }

    [Test]
    public async Task ServicesAddedBeforeTheStoreCanUseItFromTheirStartToTheirStop()
    {
        using var folder = new TempFolder();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddHostedService<Bot>();
        builder.Services.AddTradePersistence(tp => tp.UseDataFolder(folder.Root).AddSqlite());
        builder.Services.AddHostedService<Bot>();
        using (var host = builder.Build())
        {
            await host.StartAsync();
            await host.StopAsync();
        }

        await using var again = await TradePersistence.OpenAsync(tp => tp.UseDataFolder(folder.Root).AddSqlite());
        Assert.That((await again.Candles.GetStatsAsync()).Candles, Is.EqualTo(2));
    }

    [Test]
    public async Task AddingTwiceAddsOnce()
    {
        using var folder = new TempFolder();
        var services = new ServiceCollection();
        services.AddTradePersistence(tp => tp.UseDataFolder(folder.Root).AddSqlite());
        services.AddTradePersistence(tp => tp.AddSqlite(tier: tier => tier.Mirror()));
        await using var provider = services.BuildServiceProvider();

        Assert.That(provider.GetServices<IHostedService>().Count(), Is.EqualTo(1));
        var persistence = provider.GetRequiredService<TradePersistence>();
        await persistence.StartAsync();
        await persistence.StartAsync();
        Assert.That(persistence.GetHealth().Tiers, Has.Count.EqualTo(1), "the second call set the same tier up anew");
        Assert.That(provider.GetRequiredService<ITradeTracker>(), Is.SameAs(persistence.Trades));
        Assert.That(provider.GetRequiredService<ITrailStore>(), Is.SameAs(persistence.Trails));
    }

    [Test]
    public async Task UseBeforeTheStartSaysWhatIsMissing()
    {
        var services = new ServiceCollection();
        services.AddTradePersistence(tp => tp.AddSqlite());
        await using var provider = services.BuildServiceProvider();
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => provider.GetRequiredService<ICandleStore>().SaveAsync(Bars.One(0)));
        Assert.That(exception!.Message, Does.Contain("not started"));
    }

    private sealed class Bot(ICandleStore candles) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => candles.SaveAsync(Bars.One(0), cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => candles.SaveAsync(Bars.One(1), cancellationToken);
    }
}
