using System.Data.Common;
using Dapper;

namespace TradePersist.Relational;

/// <summary>
/// The read-only SQL door: runs the caller's own statement through Dapper. That nothing can be written is the
/// provider's duty, by the connection it hands in. No Dapper type handler is registered, for those are process-wide:
/// a reader around the driver's gives each column the type and the name of the member that takes it.
/// </summary>
public static class SqlDoor
{
    /// <summary>Runs a statement and maps each row to <typeparamref name="T"/>.</summary>
    /// <param name="connection">An open connection that cannot write.</param>
    /// <param name="dialect">The engine's dialect.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">An object whose members are the parameters, a dictionary, or null.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(
        DbConnection connection, SqlDialect dialect, string sql, object? parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        var command = new CommandDefinition(sql, DoorParameters.From(dialect, parameters), cancellationToken: cancellationToken);
        var driverReader = await connection.ExecuteReaderAsync(command).ConfigureAwait(false);
        await using var closing = driverReader.ConfigureAwait(false);
        var rows = new List<T>();
        if (driverReader.FieldCount > 0)
        {
            await ReadAsync(driverReader, dialect, rows, cancellationToken).ConfigureAwait(false);
        }

        // Only the first statement answers, but the others must not go unnoticed if they fail.
        while (await driverReader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return rows;
    }

    private static async Task ReadAsync<T>(DbDataReader driverReader, SqlDialect dialect, List<T> rows, CancellationToken cancellationToken)
    {
        using var reader = new MemberReader(driverReader, dialect, MemberTargets.For(typeof(T), driverReader));
        var parse = reader.GetRowParser<object>(typeof(T));
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add((T)parse(reader));
        }
    }
}
