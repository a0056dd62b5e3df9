using System.Text.RegularExpressions;
using TradePersist.Journal.Storage;
using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>
/// What a folder of files must be. A table's name makes the name of its file: lower-case letters, digits and underscores
/// by the rules of the model, so it can neither leave the folder nor meet another where case does not count.
/// </summary>
internal static partial class FolderRules
{
    /// <summary>Opens the folder, and creates it where it is missing. Throws <see cref="NotSupportedException"/> for what could lead elsewhere.</summary>
    public static IJournalStorage Open(string path, IReadOnlyList<Table> tables)
    {
        if (File.Exists(path))
        {
            throw new NotSupportedException($"'{path}' is a file, not a folder.");
        }

        foreach (var table in tables.Where(table => DeviceName().IsMatch(table.Name)))
        {
            throw new NotSupportedException($"Table '{table}' cannot have a file of its name: Windows takes it for a device.");
        }

        foreach (var name in tables.Select(TableLog.FileNameOf).Append(FilePositions.FileName).Append(FilesFolder.LockName))
        {
            var file = new FileInfo(Path.Combine(path, name));
            if (file.LinkTarget is { } target)
            {
                throw new NotSupportedException($"'{file.FullName}' is a link to '{target}'. Files of a tier are files.");
            }
        }

        return new DiskJournalStorage(path, FilesFolder.LockName, static (directory, owner) => new FilesInUseException(directory, owner));
    }

    [GeneratedRegex("^(con|prn|aux|nul|com[0-9]|lpt[0-9])$", RegexOptions.CultureInvariant)]
    private static partial Regex DeviceName();
}
