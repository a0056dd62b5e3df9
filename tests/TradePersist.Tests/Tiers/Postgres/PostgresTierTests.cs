using NUnit.Framework;
using TradePersist.Postgres;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Postgres;

/// <summary>The contract on PostgreSQL, in a locale whose texts sort by bytes and in one whose texts do not.</summary>
[TestFixture(false)]
[TestFixture(true)]
[Parallelizable(ParallelScope.Self)]
internal sealed class PostgresTierTests(bool isIcu) : TierContractTests
{
    [OneTimeSetUp]
    public void RequireServer() => PostgresServer.Url(isIcu);

    protected override ITier CreateTier() => new PostgresTier(PostgresServer.Options(PostgresServer.NewSchema(), isIcu));
}
