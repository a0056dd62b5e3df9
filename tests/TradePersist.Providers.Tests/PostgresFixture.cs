using Npgsql;
using NUnit.Framework;
using TradePersist.Postgres;
using TradePersist.TestKit;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests;

/// <summary>A schema of its own for each store, on the server that <c>eng/servers.sh</c> has started.</summary>
public class PostgresFixture : TierFixture
{
    /// <summary>The variable that says where the server is.</summary>
    protected virtual string Variable => "TRADEPERSIST_TEST_POSTGRES";

    private string Url => Environment.GetEnvironmentVariable(Variable) ?? "";

    public override Task<string> CreateStoreAsync()
    {
        if (Url.Length == 0)
        {
            var reason = $"{Variable} is not set: start the servers by eval \"$(eng/servers.sh up)\", or run eng/test.sh.";
            Assert.That(Environment.GetEnvironmentVariable("CI"), Is.Not.EqualTo("true"), reason);
            Assert.Ignore(reason);
        }

        return Task.FromResult($"t_{Guid.CreateVersion7():n}");
    }

    public override ITier CreateTier(string store) => new PostgresTier(new PostgresOptions { ConnectionString = Url, Schema = store });

    public override async Task DeleteStoreAsync(string store)
    {
        await using var source = NpgsqlDataSource.Create(PostgresAddress.Parse(Url, allowUnencrypted: false));
        await using var command = source.CreateCommand($"DROP SCHEMA IF EXISTS {store} CASCADE");
        await command.ExecuteNonQueryAsync();
    }
}
