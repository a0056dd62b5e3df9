using NUnit.Framework;

namespace TradePersist.Tests.Support;

/// <summary>Real market data that lies beside the repository, or where TRADEPERSIST_DATA says. Tests are ignored without it.</summary>
internal static class RealData
{
    public static string Folder(string name)
    {
        var folder = Environment.GetEnvironmentVariable("TRADEPERSIST_DATA") ?? FindBesideRepository();
        if (folder is null || !Directory.Exists(Path.Combine(folder, name)))
        {
            Assert.Ignore("There is no real data here; set TRADEPERSIST_DATA to run this.");
        }

        return Path.Combine(folder!, name);
    }

    private static string? FindBesideRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "TradePersist.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data") : null;
    }
}
