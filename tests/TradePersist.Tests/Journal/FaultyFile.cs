namespace TradePersist.Tests.Journal;

/// <summary>A file as the running system sees it, and as the disk has it.</summary>
internal sealed class FaultyFile
{
    private const int SectorBytes = 512;
    private readonly HashSet<int> _dirty = [];
    private byte[] _disk = [];

    /// <summary>Its name now.</summary>
    public string Name { get; set; } = "";

    public byte[] Bytes { get; set; } = [];

    /// <summary>A file of these bytes, synced.</summary>
    public static FaultyFile Of(string name, byte[] bytes)
    {
        var file = new FaultyFile { Name = name };
        file.Write(0, bytes);
        file.Sync();
        return file;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        var end = (int)offset + bytes.Length;
        if (end > Bytes.Length)
        {
            var longer = new byte[end];
            Bytes.CopyTo(longer, 0);
            Bytes = longer;
        }
        bytes.CopyTo(Bytes.AsSpan((int)offset));
        for (var sector = (int)offset / SectorBytes; sector * SectorBytes < end; sector++)
        {
            _dirty.Add(sector);
        }
    }

    public int Read(long offset, Span<byte> bytes)
    {
        var source = Bytes.AsSpan((int)Math.Min(offset, Bytes.Length));
        var count = Math.Min(source.Length, bytes.Length);
        source[..count].CopyTo(bytes);
        return count;
    }

    public void SetLength(int length)
    {
        var bytes = new byte[length];
        Bytes.AsSpan(0, Math.Min(length, Bytes.Length)).CopyTo(bytes);
        Bytes = bytes;
    }

    public void Sync() => Store(_ => true);

    /// <summary>What Linux does when a sync fails: some sectors are not stored, and all are held for clean.</summary>
    public void FailSync(Random random) => Store(_ => random.Next(2) == 0);

    public void CutPower(Random random)
    {
        var disk = _disk;
        Store(_ => random.Next(2) == 0);
        if (disk.Length > _disk.Length && random.Next(2) == 0)
        {
            // That it was cut off is forgotten.
            _disk = [.. _disk, .. disk[_disk.Length..]];
        }

        Bytes = (byte[])_disk.Clone();
    }

    private void Store(Func<int, bool> isKept)
    {
        var disk = new byte[Bytes.Length];
        _disk.AsSpan(0, Math.Min(_disk.Length, disk.Length)).CopyTo(disk);
        foreach (var sector in _dirty.Order().Where(sector => sector * SectorBytes < Bytes.Length).Where(isKept))
        {
            var start = sector * SectorBytes;
            var count = Math.Min(SectorBytes, Bytes.Length - start);
            Bytes.AsSpan(start, count).CopyTo(disk.AsSpan(start));
        }
        _disk = disk;
        _dirty.Clear();
    }
}
