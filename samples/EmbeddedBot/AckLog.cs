using System.Text;

namespace EmbeddedBot;

/// <summary>
/// Lines of what was acknowledged. Each is one write to the operating system, done before the bot goes on: killing
/// the process loses none, and tears at most the last.
/// </summary>
internal sealed class AckLog : IDisposable
{
    private readonly FileStream _file;
    private readonly Lock _lock = new();

    public AckLog(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        EndTornLine();
    }

    public void Write(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_lock)
        {
            _file.Write(bytes);
        }
    }

    public void Dispose() => _file.Dispose();

    private void EndTornLine()
    {
        if (_file.Length == 0)
        {
            return;
        }

        _file.Seek(-1, SeekOrigin.End);
        if (_file.ReadByte() != '\n')
        {
            _file.WriteByte((byte)'\n');
        }
    }
}
