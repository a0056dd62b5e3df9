using System.Globalization;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Postgres;

/// <summary>
/// What a transaction tells the server: how long a statement may take, and how long the transaction may stand idle. The
/// second ends what a client left behind whose end the server does not hear of, and whose locks would hold up the next one.
/// </summary>
internal static class PostgresLimits
{
    private const string Set = "SELECT set_config('statement_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $2, true)";

    /// <summary>For a transaction of statements that each must be done within <see cref="PostgresOptions.QueryTimeout"/>.</summary>
    public static SqlStatement Statement(PostgresOptions options) => new(Set, [Milliseconds(options), Milliseconds(options)]);

    /// <summary>For a transaction of statements that may take as long as they need.</summary>
    public static SqlStatement Patient(PostgresOptions options) => new(Set, [new(ColumnKind.Text, Value.Of("0")), Milliseconds(options)]);

    private static SqlParameter Milliseconds(PostgresOptions options) =>
        new(ColumnKind.Text, Value.Of(((long)options.QueryTimeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)));
}
