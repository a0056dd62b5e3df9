using NUnit.Framework;
using TradePersist.DuckDb;
using TradePersist.Relational;
using TradePersist.Tests.Support;
using TradePersist.Tests.Tiers.DuckDb;

namespace TradePersist.Tests.EndToEnd;

public class SchemaFileTests
{
    [Test]
    public async Task TheCommittedSqliteSchemaIsWhatAnEmptyFileGets()
    {
        using var folder = new TempFolder();
        await using var tp = await TradePersistence.OpenAsync(builder => builder.UseDataFolder(folder.Root).AddSqlite());
        var statements = await tp.QueryAsync<string>("sqlite", "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name");
        CommittedText.Verify(
            RepositoryFiles.PathOf("schemas", "sqlite", "tables.sql"),
            [.. statements.SelectMany(statement => $"{statement};\n".Split('\n'))]);
    }

    [Test]
    public async Task TheCommittedDuckDbSchemaIsWhatAnEmptyFileGets()
    {
        // DuckDB keeps no statement as it was given, but says of each table what would make it.
        const string Stored = "SELECT sql FROM duckdb_tables() ORDER BY table_name";
        var dialect = new DuckDbDialect("");
        var tables = new Catalog().Tables.Append(PositionSql.CreateTable()).OrderBy(table => table.Name, StringComparer.Ordinal);
        var statements = tables.Select(table => SchemaSql.CreateTable(dialect, table)).ToList();
        using var folder = new TempFolder();
        await using var tp = await TradePersistence.OpenAsync(builder => builder.UseDataFolder(folder.Root).AddDuckDb());
        Assert.That(
            string.Join('\n', await tp.QueryAsync<string>("duckdb", Stored)),
            Is.EqualTo(await DuckDbProgram.RunAsync(folder["by-hand.duckdb"], string.Join(";;", statements.Append(Stored)))));
        CommittedText.Verify(
            RepositoryFiles.PathOf("schemas", "duckdb", "tables.sql"),
            [.. statements.SelectMany(statement => $"{statement};\n".Split('\n'))]);
    }
}
