using System.Text;

namespace TradePersist.Control;

/// <summary>
/// The address of the socket in a directory. It may have about a hundred bytes; a longer one is shortened by a link in a
/// private temporary folder, which is only needed while the socket is bound or connected.
/// </summary>
internal sealed class SocketPath : IDisposable
{
    private const int MaxBytes = 100;
    private const string Name = "control.sock";

    private readonly string? _folder;

    public SocketPath(string directory)
    {
        Full = In(directory);
        Short = Full;
        if (Encoding.UTF8.GetByteCount(Full) > MaxBytes)
        {
            _folder = Directory.CreateTempSubdirectory("tp-").FullName;
            var link = Path.Combine(_folder, "j");
            Directory.CreateSymbolicLink(link, Path.GetDirectoryName(Full)!);
            Short = Path.Combine(link, Name);
        }
    }

    /// <summary>Where the socket is.</summary>
    public string Full { get; }

    /// <summary>The same for bind and connect.</summary>
    public string Short { get; }

    public static string In(string directory) => Path.Combine(Path.GetFullPath(directory), Name);

    public void Dispose()
    {
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
