namespace TradePersist.Tool.Stores;

/// <summary>A kind of store that this tool can open.</summary>
/// <param name="Name">What <c>Provider</c> is in the configuration.</param>
/// <param name="TierName">Its tier's name by default, which says the provider where the configuration does not.</param>
/// <param name="Entry">Its file or folder in the data folder by default.</param>
/// <param name="Add">Adds it as a tier of a name; its settings come from the configuration.</param>
internal sealed record StoreProvider(string Name, string TierName, string Entry, Action<TradePersistenceBuilder, string> Add)
{
    /// <summary>Every one.</summary>
    public static IReadOnlyList<StoreProvider> All { get; } =
    [
        new("Sqlite", SqliteBuilderExtensions.DefaultName, SqliteBuilderExtensions.DefaultFile, (builder, name) => builder.AddSqlite(name: name)),
        new("Files", FilesBuilderExtensions.DefaultName, FilesBuilderExtensions.DefaultFolder, (builder, name) => builder.AddFiles(name: name)),
    ];
}
