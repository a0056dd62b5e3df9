using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>
/// The bookkeeping table <c>tp_position</c>: how far each journal has been applied. A position is only ever moved from
/// the value it is expected to have, in the transaction of the rows; no row changed means somebody else moved it.
/// </summary>
public static class PositionSql
{
    /// <summary>The bookkeeping table, with one row per journal.</summary>
    public static Table CreateTable()
    {
        var journal = Column.Guid("journal_id");
        return new Table("tp_position", [journal, Column.Int64("lsn")], [journal]);
    }

    /// <summary>Reads the position of a journal: one row, or none.</summary>
    public static SqlStatement Read(SqlDialect dialect, Guid journalId)
    {
        var (name, journal, lsn) = Names(dialect);
        return new SqlStatement($"SELECT {lsn} FROM {name} WHERE {journal} = {dialect.Parameter(1)}", [Id(journalId)]);
    }

    /// <summary>Moves the position; changes one row, or none when it is not the expected one.</summary>
    public static SqlStatement Move(SqlDialect dialect, Guid journalId, long? expected, long position)
    {
        var (name, journal, lsn) = Names(dialect);
        return expected is { } known
            ? new SqlStatement(
                $"UPDATE {name} SET {lsn} = {dialect.Parameter(1)} WHERE {journal} = {dialect.Parameter(2)} AND {lsn} = {dialect.Parameter(3)}",
                [Lsn(position), Id(journalId), Lsn(known)])
            : new SqlStatement(
                $"INSERT INTO {name} ({journal}, {lsn}) VALUES ({dialect.Parameter(1)}, {dialect.Parameter(2)}) ON CONFLICT ({journal}) DO NOTHING",
                [Id(journalId), Lsn(position)]);
    }

    private static (string Name, string Journal, string Lsn) Names(SqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        return (dialect.Qualify(dialect.TablePrefix + "tp_position"), dialect.Quote("journal_id"), dialect.Quote("lsn"));
    }

    private static SqlParameter Id(Guid journalId) => new(ColumnKind.Guid, Value.Of(journalId));

    private static SqlParameter Lsn(long lsn) => new(ColumnKind.Int64, Value.Of(lsn));
}
