using DuckDB.NET.Data;
using TradePersist.DuckDb;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.DuckDb;

/// <summary>A tier on a file of its own.</summary>
internal abstract class DuckDbTestBase : SqlTierTestBase
{
    protected override ISqlTier NewTier() => new DuckDbTier(new DuckDbOptions { Path = DatabasePath });

    /// <summary>Runs statements over the driver alone, while the tier is not open. The answer has a line per row, its cells with <c>|</c> between them.</summary>
    protected string Foreign(params IReadOnlyList<string> statements)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        using var connection = new DuckDBConnection($"DataSource={DatabasePath}");
        connection.Open();
        var lines = new List<string>();
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
            }
        }

        return string.Join('\n', lines);
    }
}
