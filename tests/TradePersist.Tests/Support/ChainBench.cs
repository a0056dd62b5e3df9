using TradePersist.Tiers;

namespace TradePersist.Tests.Support;

/// <summary>Opens a store over tiers of the test's own, with retries that a test can wait for.</summary>
internal static class ChainBench
{
    public static Task<TradePersistence> OpenAsync(params (string Name, ITier Tier, TierRole Role)[] tiers) =>
        OpenAsync(builder => builder.UseInMemoryJournal(), tiers);

    public static Task<TradePersistence> OpenAsync(Action<TradePersistenceBuilder> configure, params (string Name, ITier Tier, TierRole Role)[] tiers) =>
        TradePersistence.OpenAsync(builder =>
        {
            builder.Options.StartTimeout = TimeSpan.FromSeconds(10);
            builder.Options.DrainTimeout = TimeSpan.FromSeconds(5);
            configure(builder);
            foreach (var (name, tier, role) in tiers)
            {
                builder.AddTier(name, tier, _ => [], (store, _) => store, options =>
                {
                    options.Role = role;
                    options.RetryDelay = TimeSpan.FromMilliseconds(1);
                    options.MaxRetryDelay = TimeSpan.FromMilliseconds(20);
                });
            }
        });

    public static TierHealth Tier(this TradePersistence persistence, string name) =>
        persistence.GetHealth().Tiers.Single(tier => tier.Name == name);
}
