namespace TradePersist.Benchmarks.Harness;

/// <summary>A folder of this run's own, gone at its end.</summary>
internal sealed class WorkFolder : IDisposable
{
    private static readonly string[] InMemory = ["tmpfs", "ramfs"];

    public WorkFolder(string parent)
    {
        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"tradepersist-benchmarks-{Environment.ProcessId}")).FullName;
    }

    public string Path { get; }

    /// <summary>Whether syncs cost nothing here, so that the figures say nothing about a disk.</summary>
    public bool IsInMemory => InMemory.Contains(new DriveInfo(Path).DriveFormat, StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
