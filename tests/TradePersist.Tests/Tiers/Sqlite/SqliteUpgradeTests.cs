using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Sqlite;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Sqlite;

internal sealed class SqliteUpgradeTests : SchemaUpgradeTests
{
    protected override string Schema => "SELECT name, sql FROM sqlite_master ORDER BY name";

    protected override ISqlTier NewTier() => NewTier("");

    protected override ISqlTier NewTier(string tablePrefix) => new SqliteTier(new SqliteOptions { Path = DatabasePath, TablePrefix = tablePrefix });

    protected override Task<string> ForeignAsync(string sql) => SqliteProgram.RunAsync(DatabasePath, sql);

    protected override string IndexesOf(string table) => $"SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}' AND sql IS NOT NULL ORDER BY name";

    protected override string Literal(DateTimeOffset instant) => $"{Value.Of(instant).AsMicroseconds()}";

    protected override string OldType(ColumnKind kind) => kind switch
    {
        ColumnKind.Double => "FLOAT",
        ColumnKind.Text => "VARCHAR(255)",
        _ => "INTEGER",
    };

    [Test]
    public async Task TriggersAndViewsOfATableThatIsMadeAnewGoOn()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        await ForeignAsync(
            "CREATE TABLE notes (id INTEGER, note TEXT);;CREATE TABLE log (note TEXT);;INSERT INTO notes VALUES (1, 'a')"
            + ";;CREATE TRIGGER notes_log AFTER INSERT ON notes BEGIN INSERT INTO log VALUES (NEW.note); END;;CREATE VIEW all_notes AS SELECT note FROM notes");
        var (id, note) = (Column.Int64("id"), Column.Text("note", 9, nullable: true));
        var table = new Table("notes", [id, note], [id]);
        await Tier.OpenAsync([table], default);
        await ApplyAsync(Rows.Of(table, [Value.Of(2L), Value.Of("b")]), null, 1);
        Assert.That(await ForeignAsync("SELECT note FROM log;;SELECT group_concat(note) FROM all_notes"), Is.EqualTo("b\na,b"));
    }
}
