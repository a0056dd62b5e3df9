using TradePersist.Sqlite;
using TradePersist.TestKit;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests;

public sealed class SqliteFixture : TierFixture
{
    public override ITier CreateTier(string store) => new SqliteTier(new SqliteOptions { Path = Path.Combine(store, "data", "bot.db") });
}
