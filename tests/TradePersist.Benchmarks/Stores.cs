namespace TradePersist.Benchmarks;

/// <summary>A store as a bot opens it: a journal and a required SQLite tier, everything by default.</summary>
internal static class Stores
{
    public static Task<TradePersistence> OpenAsync(string folder) => TradePersistence.OpenAsync(builder => builder.UseDataFolder(folder).AddSqlite());

    public static async Task DrainedAsync(this TradePersistence store, TimeSpan deadline)
    {
        if (!await store.DrainAsync(deadline))
        {
            throw new TimeoutException($"The tiers did not catch up within {deadline}.");
        }
    }
}
