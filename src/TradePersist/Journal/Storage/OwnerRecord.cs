using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TradePersist.Journal.Storage;

/// <summary>Who owns a directory, in three lines of text: process id, start time, machine. For messages only.</summary>
internal static class OwnerRecord
{
    private const int MaxBytes = 1024;

    public static void Write(SafeFileHandle handle)
    {
        using var process = Process.GetCurrentProcess();
        var text = string.Create(CultureInfo.InvariantCulture, $"{process.Id}\n{process.StartTime.ToUniversalTime():O}\n{Environment.MachineName}\n");
        var bytes = Encoding.UTF8.GetBytes(text);
        RandomAccess.Write(handle, bytes, 0);
        RandomAccess.SetLength(handle, bytes.Length);
    }

    /// <summary>The refusal, with as much of the owner as its record tells.</summary>
    public static JournalInUseException InUse(string directory, SafeFileHandle handle)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        var lines = Encoding.UTF8.GetString(bytes[..RandomAccess.Read(handle, bytes, 0)]).Split('\n');
        return lines.Length >= 3
            && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
            && DateTimeOffset.TryParse(lines[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var started)
                ? new JournalInUseException(directory, processId, started, lines[2])
                : new JournalInUseException(directory, null, null, null);
    }
}
