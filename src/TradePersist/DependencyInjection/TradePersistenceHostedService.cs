using Microsoft.Extensions.Hosting;

namespace TradePersist.DependencyInjection;

/// <summary>Opens the store before the host's other services use it, and closes it in order when the host stops.</summary>
internal sealed class TradePersistenceHostedService(TradePersistence persistence) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => persistence.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => persistence.StopAsync(cancellationToken);
}
