using System.Security.Cryptography;

namespace TradePersist.Tests.Support;

/// <summary>Whether anything in a folder has changed.</summary>
internal static class FolderHash
{
    /// <summary>Every file by its path, with the hash of its content.</summary>
    public static IReadOnlyDictionary<string, string> Of(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(folder, path),
            path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
}
