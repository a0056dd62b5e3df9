using NUnit.Framework;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>The contract on files.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class FileTierTests : TierContractTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tradepersist-").FullName;
    private int _folders;

    [OneTimeTearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    protected override ITier CreateTier() => new FileTier(new FileTierOptions { Path = Path.Combine(_folder, $"{++_folders}", "files") });
}
