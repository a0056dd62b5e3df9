namespace TradePersist.Benchmarks.Harness;

/// <summary>Where a run works, and how long it may take.</summary>
internal sealed record RunContext(string Folder, bool IsQuick)
{
    /// <summary>The first number for figures, the second for a run that only shows that everything works.</summary>
    public int Scale(int full, int quick) => IsQuick ? quick : full;

    /// <summary>A path of that name, with nothing left there from before.</summary>
    public string Clean(string name)
    {
        var path = Path.Combine(Folder, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        Directory.CreateDirectory(path);
        return path;
    }
}
