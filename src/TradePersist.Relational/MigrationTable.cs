using System.Globalization;
using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>The bookkeeping table <c>tp_migration</c>: which versions of the schema a store has, as what, since when, by what.</summary>
internal sealed class MigrationTable(SqlDialect dialect)
{
    public const string Name = "tp_migration";

    private static readonly Table Model = Create();

    public string StoredName => dialect.StoredName(Model);

    public static Table Create()
    {
        var version = Column.Int32("version");
        return new Table(
            Name,
            [version, Column.Text("name", Column.MaxNameLength), Column.Text("checksum", 64), Column.Timestamp("applied_at"), Column.Text("applied_by", 100)],
            [version]);
    }

    /// <summary>Everything recorded, by version; the table must be there.</summary>
    public async Task<IReadOnlyList<AppliedMigration>> ReadAsync(ISchemaStore store, CancellationToken cancellationToken)
    {
        var cells = Model.Columns.Select(column => dialect.Text(column.Kind, dialect.Quote(column.Name)));
        var rows = await store.ReadAsync($"SELECT {string.Join(", ", cells)} FROM {dialect.TableName(Model)}", cancellationToken).ConfigureAwait(false);
        var records = rows.Select(row => new AppliedMigration(
            int.Parse(row[0]!, CultureInfo.InvariantCulture),
            row[1]!,
            row[2]!,
            DateTimeOffset.Parse(row[3]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            row[4]!));
        return [.. records.OrderBy(record => record.Version)];
    }

    /// <summary>Records a version.</summary>
    public SqlStatement Add(Migration migration, string appliedBy)
    {
        SqlParameter[] values =
        [
            new(ColumnKind.Int32, Value.Of((long)migration.Version)),
            new(ColumnKind.Text, Value.Of(migration.Name)),
            new(ColumnKind.Text, Value.Of(migration.Checksum)),
            new(ColumnKind.Text, Value.Of(appliedBy)),
        ];
        return new SqlStatement(Insert([.. values.Select((_, i) => dialect.Parameter(i + 1))]), values);
    }

    /// <summary>The same as a script says it, which has no parameters.</summary>
    public string AddByScript(int version, string name, string checksum) => Insert(
    [
        dialect.Literal(ColumnKind.Int32, Value.Of((long)version)),
        dialect.Literal(ColumnKind.Text, Value.Of(name)),
        dialect.Literal(ColumnKind.Text, Value.Of(checksum)),
        dialect.Literal(ColumnKind.Text, Value.Of("script")),
    ]);

    public string Remove(int version) =>
        $"DELETE FROM {dialect.TableName(Model)} WHERE {dialect.Quote("version")} = {dialect.Literal(ColumnKind.Int32, Value.Of((long)version))}";

    private string Insert(IReadOnlyList<string> values)
    {
        var names = string.Join(", ", Model.Columns.Select(column => dialect.Quote(column.Name)));
        return $"INSERT INTO {dialect.TableName(Model)} ({names}) VALUES ({values[0]}, {values[1]}, {values[2]}, {dialect.Now}, {values[3]})";
    }
}
