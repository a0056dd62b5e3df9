namespace TradePersist.Tool.Stores;

/// <summary>A kind of store that this tool can open.</summary>
/// <param name="Name">What <c>Provider</c> is in the configuration.</param>
/// <param name="TierName">Its tier's name by default, which says the provider where the configuration does not.</param>
/// <param name="Entry">Its file or folder in the data folder by default; null for a server.</param>
/// <param name="Add">Adds it as a tier of a name; its settings come from the configuration.</param>
internal sealed record StoreProvider(string Name, string TierName, string? Entry, Action<TradePersistenceBuilder, string> Add)
{
    /// <summary>Every one.</summary>
    public static IReadOnlyList<StoreProvider> All { get; } =
    [
        new("DuckDb", DuckDbBuilderExtensions.DefaultName, DuckDbBuilderExtensions.DefaultFile, (builder, name) => builder.AddDuckDb(name: name)),
        new("Sqlite", SqliteBuilderExtensions.DefaultName, SqliteBuilderExtensions.DefaultFile, (builder, name) => builder.AddSqlite(name: name)),
        new("Postgres", PostgresBuilderExtensions.DefaultName, null, (builder, name) => builder.AddPostgres(name: name)),
        new("Files", FilesBuilderExtensions.DefaultName, FilesBuilderExtensions.DefaultFolder, (builder, name) => builder.AddFiles(name: name)),
    ];
}
