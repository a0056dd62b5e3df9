using TradePersist.Benchmarks.Harness;
using TradePersist.Benchmarks.Sqlite;

namespace TradePersist.Benchmarks.Postgres;

/// <summary>A PostgreSQL tier that comes back with a million records to catch up.</summary>
internal sealed class PostgresCatchUp : IBenchmark
{
    public string Name => "postgres: a million records behind";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        await using var database = new PostgresDatabase();
        var schema = database.NewSchema();
        return await CatchUp.RunAsync(
            context,
            folder => TradePersistence.OpenAsync(builder => builder.UseDataFolder(folder).AddPostgres(PostgresDatabase.Url, options: options => options.Schema = schema)));
    }
}
