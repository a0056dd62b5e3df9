namespace TradePersist.Providers.Tests;

/// <summary>A server whose texts do not sort by bytes.</summary>
public sealed class PostgresIcuFixture : PostgresFixture
{
    protected override string Variable => "TRADEPERSIST_TEST_POSTGRES_ICU";
}
