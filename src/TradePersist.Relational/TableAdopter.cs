using System.Globalization;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Relational;

/// <summary>
/// Takes the rows of an older system's table over. The old table is copied aside, for a renamed one would keep the names
/// of its key and its indexes; the copy has its columns and rows, no key and no index.
/// </summary>
internal sealed class TableAdopter(SqlDialect dialect, IAdoption adoption, ISchemaStore store)
{
    private const int RowsRead = 5000;

    // In one statement: DuckDB keeps some 50 kB of memory for each until the transaction ends.
    private const int RowsWritten = 100;
    private const int NamedProblems = 50;

    private string Name => dialect.StoredName(adoption.Table);

    private string KeptName => dialect.TablePrefix + adoption.KeptAs;

    private string Key => dialect.Quote(adoption.Columns[0]);

    /// <summary>Whether the old table stands where ours belongs.</summary>
    public async Task<bool> IsDueAsync(CancellationToken cancellationToken)
    {
        var columns = await store.ReadColumnsAsync(Name, cancellationToken).ConfigureAwait(false);
        var key = columns.FirstOrDefault(column => Is(column, adoption.Columns[0]));
        return key is not null
            && !dialect.Accepts(adoption.Table.Key[0], key.Type)
            && adoption.Columns.All(name => columns.Any(column => Is(column, name)));
    }

    /// <summary>Makes room for our table.</summary>
    public async Task SetAsideAsync(CancellationToken cancellationToken)
    {
        if ((await store.ReadColumnsAsync(KeptName, cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            throw new SchemaMismatchException([$"{KeptName}: exists, must be renamed or dropped before the table {Name} of an older system can be kept under that name"]);
        }

        await store.ExecuteAsync($"CREATE TABLE {dialect.Qualify(KeptName)} AS SELECT * FROM {dialect.Qualify(Name)}", cancellationToken).ConfigureAwait(false);
        await store.ExecuteAsync($"DROP TABLE {dialect.Qualify(Name)}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies the rows of a table that was kept, if there is one, into ours. What was copied before stays as it is.</summary>
    /// <exception cref="SchemaMismatchException">Values cannot be ours. Rows and values are named.</exception>
    public async Task CopyAsync(CancellationToken cancellationToken)
    {
        var columns = await store.ReadColumnsAsync(KeptName, cancellationToken).ConfigureAwait(false);
        if (columns.Count == 0)
        {
            return;
        }

        // Names of their own, for an engine may order by the text that has the key's name rather than by the key.
        var cells = adoption.Columns.Concat(adoption.OptionalColumns)
            .Select((name, i) => $"{(columns.Any(column => Is(column, name)) ? dialect.Text(ColumnKind.Text, dialect.Quote(name)) : "NULL")} AS {dialect.Quote($"cell_{i}")}");
        var select = $"SELECT {string.Join(", ", cells)} FROM {dialect.Qualify(KeptName)}";
        var run = adoption.Begin();
        var problems = new List<string>();
        var read = 0L;
        IReadOnlyList<IReadOnlyList<string?>> rows;
        string after = "";
        do
        {
            rows = await store.ReadAsync($"{select}{after} ORDER BY {Key} LIMIT {RowsRead}", cancellationToken).ConfigureAwait(false);
            await InsertAsync([.. rows.SelectMany(row => Convert(run, row, problems))], cancellationToken).ConfigureAwait(false);
            read += rows.Count;
            after = rows.Count > 0 ? $" WHERE {Key} > {Number(rows[^1][0])}" : "";
        }
        while (rows.Count == RowsRead);
        await CheckAllWereReadAsync(read, problems, cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0)
        {
            throw new SchemaMismatchException([.. problems.Take(NamedProblems), .. problems.Count > NamedProblems ? [FormattableString.Invariant($"and {problems.Count - NamedProblems} more")] : Array.Empty<string>()]);
        }

        await InsertAsync([.. run.Finish().SelectMany(set => set)], cancellationToken).ConfigureAwait(false);
    }

    private static bool Is(StoredColumn column, string name) => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase);

    private RowSet Convert(IAdoptionRun run, IReadOnlyList<string?> row, List<string> problems)
    {
        try
        {
            return run.Convert(row);
        }
        catch (RecordValidationException error)
        {
            problems.AddRange(error.Violations.Select(violation => $"{Name}.{violation.Field}: is {violation.Value} in the row {adoption.Columns[0]} = {row[0] ?? "NULL"}, {violation.Rule}"));
            return new RowSet(adoption.Table);
        }
    }

    // A key that is NULL or there twice would slip through between two pages.
    private async Task CheckAllWereReadAsync(long read, List<string> problems, CancellationToken cancellationToken)
    {
        var counted = await store.ReadAsync($"SELECT {dialect.Text(ColumnKind.Int64, "COUNT(*)")} FROM {dialect.Qualify(KeptName)}", cancellationToken).ConfigureAwait(false);
        var distinct = await store.ReadAsync($"SELECT {dialect.Text(ColumnKind.Int64, $"COUNT(DISTINCT {Key})")} FROM {dialect.Qualify(KeptName)}", cancellationToken).ConfigureAwait(false);
        if (counted[0][0] != distinct[0][0] || counted[0][0] != read.ToString(CultureInfo.InvariantCulture))
        {
            problems.Add($"{Name}.{adoption.Columns[0]}: is NULL or not unique, must be a key");
        }
    }

    private async Task InsertAsync(IReadOnlyList<Row> rows, CancellationToken cancellationToken)
    {
        foreach (var some in rows.GroupBy(row => row.Table).SelectMany(group => group.Chunk(RowsWritten)))
        {
            await store.ExecuteAsync(TableSql.Insert(dialect, some), cancellationToken).ConfigureAwait(false);
        }
    }

    // The engine's text of its own key becomes part of a statement, so it is made sure to be a number.
    private string Number(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? dialect.Literal(ColumnKind.Int64, Value.Of(number))
        : throw new SchemaMismatchException([$"{Name}.{adoption.Columns[0]}: is {text ?? "NULL"}, must be a whole number"]);
}
