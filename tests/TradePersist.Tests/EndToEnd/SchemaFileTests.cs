using NUnit.Framework;
using TradePersist.Tests.Support;

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
}
