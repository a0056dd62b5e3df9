namespace TradePersist.Tests.Tiers.Sqlite;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private int _files;

    public string Path { get; } = Directory.CreateTempSubdirectory("tradepersist-").FullName;

    /// <summary>A path in a folder that is not there yet.</summary>
    public string NewFile() => System.IO.Path.Combine(Path, $"store{Interlocked.Increment(ref _files)}", "bot.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
