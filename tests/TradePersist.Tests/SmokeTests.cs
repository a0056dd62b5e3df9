using NUnit.Framework;
namespace TradePersist.Tests;
public class SmokeTests { [Test] public void Runs() => Assert.That(1, Is.EqualTo(1)); }
