using TradePersist;

namespace EmbeddedBot;

internal static class Memory
{
    /// <summary>The tier that the bot asks in SQL.</summary>
    public const string Database = SqliteBuilderExtensions.DefaultName;

    /// <summary>The journal and one SQLite file, both under one folder: all that a bot on one machine needs.</summary>
    public static Task<TradePersistence> OpenAsync(string folder) =>
        TradePersistence.OpenAsync(tp => tp
            .UseDataFolder(folder)
            .AddSqlite(tier: tier => tier.Required()));
}
