using TradePersist;

namespace EmbeddedBot;

internal static class Memory
{
    /// <summary>The tier that the bot asks in SQL.</summary>
    public const string Database = DuckDbBuilderExtensions.DefaultName;

    /// <summary>
    /// All under one folder: the journal, DuckDB to analyse, SQLite for other programs to read while the bot runs, and
    /// files for people. DuckDB has to have everything; the other two follow as they can.
    /// </summary>
    public static Task<TradePersistence> OpenAsync(string folder) =>
        TradePersistence.OpenAsync(tp => tp
            .UseDataFolder(folder)
            .AddDuckDb(tier: tier => tier.Required())
            .AddSqlite(tier: tier => tier.Mirror())
            .AddFiles(tier: tier => tier.Mirror()));
}
