namespace EmbeddedBot.Drill;

/// <summary>Where a drill writes: apart from the bot's own records.</summary>
internal sealed class DrillFolder(string data)
{
    public string Path { get; } = System.IO.Path.Combine(data, "drill");

    /// <summary>What was acknowledged, by all processes of the drill.</summary>
    public string Acknowledged => System.IO.Path.Combine(Path, "acknowledged.csv");

    public long AcknowledgedBytes => File.Exists(Acknowledged) ? new FileInfo(Acknowledged).Length : 0;

    /// <summary>Empties it, if a drill made it.</summary>
    public void Renew()
    {
        if (Directory.Exists(Path))
        {
            if (!File.Exists(Acknowledged) && Directory.EnumerateFileSystemEntries(Path).Any())
            {
                throw new UsageException($"{Path} was not made by a drill and is not emptied; choose another --data.");
            }

            Directory.Delete(Path, recursive: true);
        }

        Directory.CreateDirectory(Path);
        File.Create(Acknowledged).Dispose();
    }
}
