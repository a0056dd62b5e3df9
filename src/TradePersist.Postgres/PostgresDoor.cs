using System.Text.RegularExpressions;
using Npgsql;
using TradePersist.Relational;

namespace TradePersist.Postgres;

/// <summary>
/// Makes a connection safe for a caller's own SQL: one statement that reads, in a transaction that cannot write and is
/// always taken back. A statement that has run before it keeps the caller's from making the transaction one that writes; one
/// of several could end the transaction, so there is only one; and COPY, which could write files, does not begin like a
/// statement that reads.
/// </summary>
internal static partial class PostgresDoor
{
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(
        NpgsqlConnection connection, PostgresOptions options, PostgresDialect dialect, string sql, object? parameters, CancellationToken cancellationToken)
    {
        ThrowUnlessItReads(sql);
        await PostgresCommands.ExecuteAsync(connection, "BEGIN READ ONLY", cancellationToken).ConfigureAwait(false);
        try
        {
            await PostgresCommands.ExecuteAsync(connection, PostgresLimits.Statement(options), cancellationToken).ConfigureAwait(false);
            await PostgresCommands.ExecuteAsync(connection, $"SET LOCAL search_path = {dialect.Quote(options.Schema)}, \"public\"", cancellationToken).ConfigureAwait(false);
            return await SqlDoor.QueryAsync<T>(connection, dialect, sql, parameters, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await PostgresCommands.ExecuteAsync(connection, "ROLLBACK", CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    // Looking for the mark itself, wherever it is, cannot be fooled by quotes and comments.
    private static void ThrowUnlessItReads(string sql)
    {
        if (sql.AsSpan().TrimEnd().TrimEnd(';').Contains(';'))
        {
            throw new ArgumentException("One statement at a time, and no ';' within it: a text that has one belongs into a parameter.", nameof(sql));
        }

        if (!Reading().IsMatch(sql))
        {
            throw new ArgumentException("This is not a statement that reads: it must begin with SELECT, WITH, VALUES, TABLE, SHOW or EXPLAIN.", nameof(sql));
        }
    }

    // The first word, perhaps after comments and brackets.
    [GeneratedRegex(@"\A(?:\s|\(|--[^\n]*\n|/\*.*?\*/)*(?:SELECT|WITH|VALUES|TABLE|SHOW|EXPLAIN)\b", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Reading();
}
