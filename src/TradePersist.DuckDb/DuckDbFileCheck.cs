using System.Buffers.Binary;
using DuckDB.NET.Data;
using TradePersist.Tiers;

namespace TradePersist.DuckDb;

/// <summary>
/// Finds out why a file could not be opened. DuckDB tells that in words only, so the file itself is looked at. This must
/// only be done after a failure: closing a file drops a process's locks on it.
/// </summary>
internal static class DuckDbFileCheck
{
    private const int MarkOffset = 8;
    private const int HeaderLength = 20;

    private static ReadOnlySpan<byte> Mark => "DUCK"u8;

    /// <summary>The error to report.</summary>
    /// <param name="path">The file.</param>
    /// <param name="exception">What the driver says.</param>
    /// <param name="canBeRead">Whether DuckDB can open it for reading; only asked when nothing else is found.</param>
    public static DuckDbFileException Explain(string path, DuckDBException exception, Func<bool> canBeRead)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (IsLocked(file))
            {
                return new DuckDbFileException(path, FailureKind.Transient, "another process has it open, and DuckDB allows only one.", exception);
            }

            if (Flaw(file) is { } flaw)
            {
                return new DuckDbFileException(path, FailureKind.Fatal, flaw, exception);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // On Windows, this is also how a file in use looks.
            return new DuckDbFileException(path, FailureKind.Transient, $"{error.Message}", exception);
        }

        return canBeRead()
            ? new DuckDbFileException(path, FailureKind.Transient, "it can be read, but not written.", exception)
            : new DuckDbFileException(path, FailureKind.Fatal, "it is damaged, or of another version of DuckDB.", exception);
    }

    private static bool IsLocked(FileStream file)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
        {
            return false;
        }

        try
        {
            file.Lock(0, 1);
            file.Unlock(0, 1);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    // DuckDB's file starts with a checksum, then these letters, then the version of its format.
    private static string? Flaw(FileStream file)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        var length = file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        return length < HeaderLength || !header[MarkOffset..].StartsWith(Mark)
            ? "it is no DuckDB database."
            : null;
    }
}
