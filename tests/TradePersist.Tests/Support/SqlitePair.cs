using TradePersist.Sqlite;
using TradePersist.Tiers;

namespace TradePersist.Tests.Support;

/// <summary>A store over two SQLite files: the required tier <c>a</c> and the mirror <c>b</c>.</summary>
internal static class SqlitePair
{
    public static Task<TradePersistence> OpenAsync(TempFolder folder, Action<TradePersistenceBuilder>? configure = null) =>
        TradePersistence.OpenAsync(builder =>
        {
            builder.UseJournal(folder["journal"]);
            Add(builder, folder, "a", TierRole.Required);
            Add(builder, folder, "b", TierRole.Mirror);
            configure?.Invoke(builder);
        });

    public static SqliteFile File(TempFolder folder, string tier) => new(folder[tier + ".db"]);

    private static void Add(TradePersistenceBuilder builder, TempFolder folder, string name, TierRole role) => builder.AddSqlite(
        folder[name + ".db"],
        tier => (tier.Role, tier.RetryDelay, tier.MaxRetryDelay) = (role, TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(20)),
        sqlite => sqlite.Synchronous = SqliteSynchronous.Normal,
        name);
}
