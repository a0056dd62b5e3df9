using Microsoft.Extensions.Hosting;

namespace TradePersist.DependencyInjection;

/// <summary>
/// Opens the store before any of the host's services starts, and closes it in order after the last of them has
/// stopped, wherever among them it was added.
/// </summary>
internal sealed class TradePersistenceHostedService(TradePersistence persistence) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => persistence.StartAsync(cancellationToken);

    // For hosts that know no StartingAsync; does nothing after it.
    public Task StartAsync(CancellationToken cancellationToken) => persistence.StartAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => persistence.StopAsync(cancellationToken);
}
