using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradePersist.Candles;
using TradePersist.DependencyInjection;
using TradePersist.Trades;
using TradePersist.Trails;

namespace TradePersist;

/// <summary>Adds TradePersist to a service collection.</summary>
public static class TradePersistenceServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="TradePersistence"/>, <see cref="ICandleStore"/>, <see cref="ITradeTracker"/> and <see cref="ITrailStore"/> as singletons,
    /// and a hosted service that opens and closes them. A second call adds to what the first one said.
    /// </summary>
    public static IServiceCollection AddTradePersistence(this IServiceCollection services, Action<TradePersistenceBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        configure(BuilderOf(services));
        services.TryAddSingleton(provider => new TradePersistence(
            provider.GetRequiredService<TradePersistenceBuilder>(),
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddSingleton(provider => provider.GetRequiredService<TradePersistence>().Candles);
        services.TryAddSingleton(provider => provider.GetRequiredService<TradePersistence>().Trades);
        services.TryAddSingleton(provider => provider.GetRequiredService<TradePersistence>().Trails);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TradePersistenceHostedService>());
        return services;
    }

    /// <summary>The same, with values from configuration over those set in code.</summary>
    public static IServiceCollection AddTradePersistence(this IServiceCollection services, IConfiguration configuration, Action<TradePersistenceBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddTradePersistence(builder => configure(builder.Bind(configuration)));
    }

    private static TradePersistenceBuilder BuilderOf(IServiceCollection services)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(TradePersistenceBuilder))?.ImplementationInstance is TradePersistenceBuilder builder)
        {
            return builder;
        }

        builder = new TradePersistenceBuilder();
        services.AddSingleton(builder);
        return builder;
    }
}
