using NUnit.Framework;
using TradePersist.DuckDb;
using TradePersist.Postgres;
using TradePersist.Relational;
using TradePersist.Tests.Support;
using TradePersist.Tests.Tiers.DuckDb;
using TradePersist.Tests.Tiers.Postgres;

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

    [Test]
    public async Task TheCommittedPostgresSchemaIsWhatAnEmptySchemaGets()
    {
        const string Stored = """
            SELECT table_name, column_name, data_type, numeric_precision, numeric_scale, collation_name, is_nullable FROM information_schema.columns WHERE table_schema = current_schema ORDER BY 1, ordinal_position
            ;;SELECT tablename, replace(indexdef, current_schema, '') FROM pg_indexes WHERE schemaname = current_schema ORDER BY 1, 2
            ;;SELECT conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = current_schema::regnamespace ORDER BY conrelid::regclass::text, 2
            """;
        var (url, opened, byHand) = (PostgresServer.Url(), PostgresServer.NewSchema(), PostgresServer.NewSchema());
        await using (await TradePersistence.OpenAsync(builder => builder.UseInMemoryJournal().AddPostgres(url, options: options => options.Schema = opened)))
        {
        }

        await PostgresProgram.RunAsync(url, byHand, string.Join(";;", PostgresStatements(byHand)));
        Assert.That(await PostgresProgram.RunAsync(url, byHand, Stored), Is.EqualTo(await PostgresProgram.RunAsync(url, opened, Stored)));
        CommittedText.Verify(
            RepositoryFiles.PathOf("schemas", "postgres", "tables.sql"),
            [.. PostgresStatements(PostgresOptions.DefaultSchema).SelectMany(statement => $"{statement};\n".Split('\n'))]);
    }

    private static List<string> PostgresStatements(string schema)
    {
        var dialect = new PostgresDialect(schema, "", _ => false);
        return
        [
            .. new Catalog().Tables.Append(PositionSql.CreateTable()).OrderBy(table => table.Name, StringComparer.Ordinal)
                .SelectMany(table => table.Indexes.Select(index => SchemaSql.CreateIndex(dialect, table, index)).Prepend(SchemaSql.CreateTable(dialect, table))),
        ];
    }
}
