namespace TradePersist.Tests.Tiers.Sqlite;

/// <summary>SQL as another program would run it: no function and no setting of ours.</summary>
internal static class SqliteProgram
{
    /// <summary>Runs statements with <c>;;</c> between them; the answer has a line per row, its cells with <c>|</c> between them.</summary>
    public static Task<string> RunAsync(string databasePath, string sql) => ForeignProgram.RunAsync(
        """
        import sqlite3, sys
        c = sqlite3.connect(sys.argv[1], timeout=10, isolation_level=None)
        for statement in sys.argv[2].split(';;'):
            for row in c.execute(statement):
                print('|'.join(str(cell) for cell in row))
        c.close()
        """,
        databasePath,
        sql);
}
