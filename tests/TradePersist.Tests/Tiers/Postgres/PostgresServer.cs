using System.Security.Cryptography;
using System.Text;
using TradePersist.Postgres;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Tiers.Postgres;

/// <summary>The shared server of one locale. Each test has a schema of its own there.</summary>
internal static class PostgresServer
{
    public static string Url(bool isIcu = false) => TestServers.Url(isIcu ? "TRADEPERSIST_TEST_POSTGRES_ICU" : "TRADEPERSIST_TEST_POSTGRES");

    /// <summary>A schema that nobody else has.</summary>
    public static string NewSchema() => $"t_{Guid.CreateVersion7():n}";

    /// <summary>The schema that stands for a folder, in every process.</summary>
    public static string SchemaOf(string folder) => $"t_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..32]}";

    public static PostgresOptions Options(string schema, bool isIcu = false) => new() { ConnectionString = Url(isIcu), Schema = schema };
}
