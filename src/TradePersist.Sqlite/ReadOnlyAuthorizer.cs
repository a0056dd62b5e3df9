using SQLitePCL;

namespace TradePersist.Sqlite;

/// <summary>
/// Lets statements read and do nothing else. A read-only connection alone would still take VACUUM INTO, which writes
/// another file, temporary tables, and changes of its own settings.
/// </summary>
internal static class ReadOnlyAuthorizer
{
    private const int Read = 20;
    private const int Select = 21;
    private const int Pragma = 19;
    private const int Function = 31;
    private const int Recursive = 33;

    private const int Ok = 0;
    private const int Deny = 1;

    private static readonly HashSet<string> ReadingPragmas = new(StringComparer.OrdinalIgnoreCase)
    {
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
        "database_list", "collation_list", "compile_options", "integrity_check", "quick_check",
    };

    private static readonly HashSet<string> ReadableSettings = new(StringComparer.OrdinalIgnoreCase)
    {
        "journal_mode", "user_version", "application_id", "page_size", "page_count", "freelist_count", "encoding", "schema_version",
    };

    public static void Attach(SqliteSession session) =>
        session.Check(raw.sqlite3_set_authorizer(session.Connection.Handle, (strdelegate_authorizer)Decide, null));

    private static int Decide(object user, int action, string first, string second, string database, string inner) => action switch
    {
        Read or Select or Function or Recursive => Ok,
        Pragma when ReadingPragmas.Contains(first) || (second is null && ReadableSettings.Contains(first)) => Ok,
        _ => Deny,
    };
}
