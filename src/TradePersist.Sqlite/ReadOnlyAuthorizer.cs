using SQLitePCL;

namespace TradePersist.Sqlite;

/// <summary>
/// Closes what a read-only connection leaves open: other files (ATTACH, and VACUUM INTO, which attaches one),
/// temporary tables, transactions left behind, and settings.
/// </summary>
internal static class ReadOnlyAuthorizer
{
    private const int Ok = 0;
    private const int Deny = 1;
    private const int Pragma = 19;

    // CREATE TEMP INDEX, TABLE, TRIGGER, VIEW; TRANSACTION; ATTACH; DETACH; SAVEPOINT.
    private static readonly HashSet<int> Denied = [3, 4, 5, 6, 22, 24, 25, 32];

    private static readonly HashSet<string> QuestionsWithArgument = new(StringComparer.OrdinalIgnoreCase)
    {
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list", "integrity_check", "quick_check",
    };

    public static void Attach(SqliteSession session) =>
        session.Check(raw.sqlite3_set_authorizer(session.Connection.Handle, (strdelegate_authorizer)Decide, null));

    private static int Decide(object user, int action, string first, string second, string database, string inner) =>
        Denied.Contains(action) || (action == Pragma && second is not null && !QuestionsWithArgument.Contains(first)) ? Deny : Ok;
}
