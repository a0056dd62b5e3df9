using NUnit.Framework;
using TradePersist.Tests.Tiers.Postgres;
using TradePersist.Tiers;

namespace TradePersist.Tests.EndToEnd;

/// <summary>On PostgreSQL a schema stands for the file.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class PostgresChainTests(bool isIcu) : SqlChainTests
{
    protected override string TierName => "postgres";

    protected override string Mark => "@";

    [OneTimeSetUp]
    public void RequireServer() => PostgresServer.Url(isIcu);

    protected override void Add(TradePersistenceBuilder builder, string path, Action<TierOptions> tier) =>
        builder.AddPostgres(PostgresServer.Url(isIcu), tier, options => options.Schema = PostgresServer.SchemaOf(path));

    protected override Task ExecuteAsync(string path, string sql) => PostgresProgram.RunAsync(PostgresServer.Url(isIcu), PostgresServer.SchemaOf(path), sql);
}
