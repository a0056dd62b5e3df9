using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TradePersist.Journal.Storage;

/// <summary>Who owns a directory, in three lines of text: process id, start time, machine. For messages only.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Started">When it was started, UTC; null when that is not told.</param>
/// <param name="Machine">Its machine.</param>
internal sealed record OwnerRecord(int ProcessId, DateTimeOffset? Started, string Machine)
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

    /// <summary>The record that an owner left; null when it is not one.</summary>
    public static OwnerRecord? Read(SafeFileHandle handle)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        var lines = Encoding.UTF8.GetString(bytes[..RandomAccess.Read(handle, bytes, 0)]).Split('\n');
        return lines.Length >= 3
            && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
            && DateTimeOffset.TryParse(lines[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var started)
                ? new OwnerRecord(processId, started, lines[2])
                : null;
    }

    /// <summary>The owner in words, whatever is known of it.</summary>
    public static string Describe(OwnerRecord? owner) => owner is null
        ? "another owner, which left no record of itself"
        : string.Create(CultureInfo.InvariantCulture, $"process {owner.ProcessId} on {owner.Machine}, started {owner.Started:yyyy-MM-dd HH:mm:ss}Z");
}
