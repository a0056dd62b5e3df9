namespace TradePersist.Sqlite;

/// <summary>When SQLite makes the disk keep what was committed.</summary>
public enum SqliteSynchronous
{
    /// <summary>At every commit: what is committed survives a power cut. For required tiers.</summary>
    Full,

    /// <summary>At checkpoints only: faster, never damaged, but a power cut may take the newest commits back, rows and position together; they come again from the journal while it holds them. For mirrors.</summary>
    Normal,
}
