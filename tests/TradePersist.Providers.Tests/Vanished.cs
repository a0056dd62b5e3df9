using TradePersist.TestKit;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests;

/// <summary>Files that are away for a while, as on a disk that is not mounted.</summary>
internal static class Vanished
{
    public static RealFailure Folder(string folder) => new(
        "its folder is away",
        FailureKind.Transient,
        () =>
        {
            Directory.Move(folder, folder + ".away");
            File.WriteAllText(folder, "a file where the folder was");
            return Task.CompletedTask;
        },
        () =>
        {
            File.Delete(folder);
            Directory.Move(folder + ".away", folder);
            return Task.CompletedTask;
        });
}
