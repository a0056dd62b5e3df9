using Microsoft.Extensions.Configuration;
using TradePersist.Chain;
using TradePersist.Tiers;

namespace TradePersist.DependencyInjection;

/// <summary>A tier that the builder was told to make.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">How the chain treats it.</param>
/// <param name="ProviderOptions">What the provider wants to know; bound from configuration with it.</param>
/// <param name="ProviderErrors">What is wrong with that.</param>
/// <param name="Create">Makes it.</param>
internal sealed record TierPlan(
    string Name,
    TierOptions Options,
    object ProviderOptions,
    Func<IEnumerable<string>> ProviderErrors,
    Func<TierContext, ITier> Create)
{
    public IEnumerable<string> Bind(IConfigurationSection section) =>
        ConfigurationReader.Bind(section, Options).Concat(ConfigurationReader.Bind(section, ProviderOptions));

    public IEnumerable<string> Errors() => Options.Errors(Name).Concat(ProviderErrors());

    public TierRegistration Build(TierContext context) => new(Name, Create(context), Options);
}
