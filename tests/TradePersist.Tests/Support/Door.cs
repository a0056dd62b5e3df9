namespace TradePersist.Tests.Support;

/// <summary>The whole of it: journal and SQLite in one folder.</summary>
internal static class Door
{
    public static Task<TradePersistence> OpenAsync(TempFolder folder, Action<TradePersistenceBuilder>? configure = null) =>
        TradePersistence.OpenAsync(builder =>
        {
            builder.UseDataFolder(folder.Root).AddSqlite();
            configure?.Invoke(builder);
        });
}
