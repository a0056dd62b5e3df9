using Microsoft.Data.Sqlite;
using TradePersist.Sqlite;
using TradePersist.TestKit;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests;

public sealed class SqliteFixture : TierFixture
{
    public override ITier CreateTier(string store) =>
        new SqliteTier(new SqliteOptions { Path = PathIn(store), BusyTimeout = TimeSpan.FromSeconds(1) });

    public override IReadOnlyList<RealFailure> FailuresOf(string store)
    {
        var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = PathIn(store), Pooling = false }.ToString());
        return
        [
            new("another program writes for long", FailureKind.Transient, () => ExecuteAsync(other, "BEGIN IMMEDIATE"), () => EndAsync(other, "ROLLBACK")),
            new("the table is dropped", FailureKind.Fatal, () => EndAsync(other, "DROP TABLE kinds")),
        ];
    }

    private static string PathIn(string store) => Path.Combine(store, "data", "bot.db");

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task EndAsync(SqliteConnection connection, string sql)
    {
        await ExecuteAsync(connection, sql);
        await connection.CloseAsync();
    }
}
