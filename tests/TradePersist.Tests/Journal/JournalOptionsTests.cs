using NUnit.Framework;
using TradePersist.Journal;

namespace TradePersist.Tests.Journal;

public class JournalOptionsTests
{
    [Test]
    public void DefaultsAreValid() => Assert.That(new JournalOptions().Validate(), Is.Empty);

    [Test]
    public void EveryErrorIsReportedAtOnce()
    {
        var options = new JournalOptions { SegmentBytes = 5000, MaxBytes = 6000, MaxPendingBytes = 1 };
        Assert.That(options.Validate().ToArray(), Has.Length.EqualTo(3));
    }
}
