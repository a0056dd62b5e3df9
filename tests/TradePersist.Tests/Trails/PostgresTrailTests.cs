using NUnit.Framework;
using TradePersist.Postgres;
using TradePersist.Tests.Tiers.Postgres;
using TradePersist.Tiers;

namespace TradePersist.Tests.Trails;

internal abstract class PostgresTrailTests(bool isIcu) : DurableTrailTierTests
{
    [OneTimeSetUp]
    public void RequireServer() => PostgresServer.Url(isIcu);

    public override ITier CreateTier(string folder) => new PostgresTier(PostgresServer.Options(PostgresServer.SchemaOf(folder), isIcu));

    [TestFixture]
    internal sealed class ByBytes() : PostgresTrailTests(isIcu: false);

    [TestFixture]
    internal sealed class AsInEnglish() : PostgresTrailTests(isIcu: true);
}
