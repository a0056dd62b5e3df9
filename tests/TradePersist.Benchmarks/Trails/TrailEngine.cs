using System.Data.Common;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using TradePersist.Benchmarks.DuckDb;
using TradePersist.Model;

namespace TradePersist.Benchmarks.Trails;

/// <summary>An engine that stores trails: by the tier, and by hand.</summary>
/// <param name="Name">The tier's name.</param>
/// <param name="File">Its file in the data folder.</param>
/// <param name="OpenTier">Opens the tier alone.</param>
/// <param name="Add">Adds it to a store.</param>
/// <param name="Write">Opens the hand-written side for writing.</param>
/// <param name="Read">Opens a connection for the hand-written reads.</param>
/// <param name="Time">The time of a trail as the driver hands it out.</param>
internal sealed record TrailEngine(
    string Name,
    string File,
    Func<string, Task<TierFile>> OpenTier,
    Action<TradePersistenceBuilder> Add,
    Func<string, IHandWrittenTrails> Write,
    Func<string, DbConnection> Read,
    Func<DbDataReader, int, DateTimeOffset> Time)
{
    public static readonly TrailEngine DuckDb = new(
        DuckDbBuilderExtensions.DefaultName,
        DuckDbBuilderExtensions.DefaultFile,
        TierFile.DuckDbAsync,
        builder => builder.AddDuckDb(),
        path => new DuckDbTrails(path),
        path => new DuckDBConnection($"DataSource={path};{HandWrittenDuckDb.Limits}"),
        (reader, column) => new DateTimeOffset(reader.GetDateTime(column), TimeSpan.Zero));

    public static readonly TrailEngine Sqlite = new(
        SqliteBuilderExtensions.DefaultName,
        SqliteBuilderExtensions.DefaultFile,
        TierFile.SqliteAsync,
        builder => builder.AddSqlite(),
        path => new SqliteTrails(path),
        path => new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString()),
        (reader, column) => Timestamps.FromMicroseconds(reader.GetInt64(column)));

    /// <summary>A data folder whose store holds trails, and a copy of the file for the other side: DuckDB lets nobody share one.</summary>
    public async Task<string> FillAsync(string folder, int trails)
    {
        const int Batch = 200;
        var path = Path.Combine(folder, File);
        await using (var tier = await OpenTier(path))
        {
            for (var first = 0; first < trails; first += Batch)
            {
                await tier.ApplyAsync(TrailFeed.Batch([.. TrailFeed.Stream(first, Math.Min(Batch, trails - first), seed: 1)]));
            }
        }

        var copy = path + ".copy";
        System.IO.File.Copy(path, copy);
        return copy;
    }

    public Task<TradePersistence> OpenStoreAsync(string folder) => TradePersistence.OpenAsync(builder => Add(builder.UseDataFolder(folder)));
}
