using System.Security.Cryptography;
using System.Text;
using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>
/// Renders the versions of a model. What the up statements make is what the library makes of an empty store at that
/// version; a store that is taken down has no position any more, so that it does not pass for one that holds the rows.
/// </summary>
internal sealed class MigrationScripts(SqlDialect dialect, SchemaHistory history, IReadOnlyList<Table> tables)
{
    private const int Bookkeeping = 1;

    private readonly MigrationTable _records = new(dialect);

    /// <summary>A history whose first version brings what every SQL store needs for itself.</summary>
    public static SchemaHistory WithBookkeeping(SchemaHistory history) =>
        new([history.Versions[0] with { Tables = BookkeepingTables() }, .. history.Versions.Skip(1)]);

    public Migration Render(SchemaVersion version)
    {
        var checksum = Checksum(version);
        return new Migration(
            version.Number,
            version.Name,
            checksum,
            [.. Make(version), _records.AddByScript(version.Number, version.Name, checksum)],
            version.Number == Bookkeeping ? [.. Drop(version)] : [.. Drop(version), ForgetPositions(), _records.Remove(version.Number)]);
    }

    /// <summary>Whether the version brings anything to these tables.</summary>
    public bool IsHeld(SchemaVersion version) =>
        version.Tables.Concat(version.Additions.Select(addition => addition.Table)).Any(brought => tables.Any(table => table.Name == brought.Name));

    // Of the library's own tables: a bot's own columns come and go, a version stays.
    private string Checksum(SchemaVersion version)
    {
        var plain = new MigrationScripts(dialect.WithoutSettings(), history, []);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(";\n", plain.Make(version)))));
    }

    private IEnumerable<string> Make(SchemaVersion version)
    {
        foreach (var table in Brought(version).Select(table => history.At(table, version.Number)!))
        {
            yield return SchemaSql.CreateTable(dialect, table);
            foreach (var index in table.Indexes.Where(_ => dialect.UsesIndexes))
            {
                yield return SchemaSql.CreateIndex(dialect, table, index);
            }
        }

        foreach (var addition in version.Additions)
        {
            foreach (var column in addition.Columns)
            {
                yield return SchemaSql.AddColumn(dialect, addition.Table, column);
            }

            foreach (var index in addition.Indexes.Where(_ => dialect.UsesIndexes))
            {
                yield return SchemaSql.CreateIndex(dialect, addition.Table, index);
            }
        }
    }

    private IEnumerable<string> Drop(SchemaVersion version)
    {
        foreach (var addition in version.Additions.Reverse())
        {
            foreach (var index in addition.Indexes.Reverse().Where(_ => dialect.UsesIndexes))
            {
                yield return dialect.DropIndex(addition.Table, SchemaSql.IndexName(dialect, addition.Table, index));
            }

            foreach (var column in addition.Columns.Reverse())
            {
                yield return $"ALTER TABLE {dialect.TableName(addition.Table)} DROP COLUMN {dialect.Quote(column.Name)}";
            }
        }

        foreach (var table in Brought(version).Reverse())
        {
            yield return $"DROP TABLE {dialect.TableName(table)}";
        }
    }

    // A bot's own trail columns are part of the table that it holds.
    private IReadOnlyList<Table> Brought(SchemaVersion version) =>
        [.. version.Tables.Select(table => tables.FirstOrDefault(held => held.Name == table.Name) ?? table)];

    private static IReadOnlyList<Table> BookkeepingTables() => [MigrationTable.Create(), PositionSql.CreateTable()];

    private string ForgetPositions() => $"DELETE FROM {dialect.TableName(PositionSql.CreateTable())}";
}
