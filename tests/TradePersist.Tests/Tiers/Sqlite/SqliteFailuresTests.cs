using Microsoft.Data.Sqlite;
using NUnit.Framework;
using TradePersist.Sqlite;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Sqlite;

internal sealed class SqliteFailuresTests
{
    [TestCase(5, FailureKind.Transient, Description = "BUSY")]
    [TestCase(6, FailureKind.Transient, Description = "LOCKED")]
    [TestCase(7, FailureKind.Transient, Description = "NOMEM")]
    [TestCase(8, FailureKind.Transient, Description = "READONLY")]
    [TestCase(9, FailureKind.Transient, Description = "INTERRUPT")]
    [TestCase(10, FailureKind.Transient, Description = "IOERR")]
    [TestCase(13, FailureKind.Transient, Description = "FULL")]
    [TestCase(14, FailureKind.Transient, Description = "CANTOPEN")]
    [TestCase(15, FailureKind.Transient, Description = "PROTOCOL")]
    [TestCase(18, FailureKind.Permanent, Description = "TOOBIG")]
    [TestCase(19, FailureKind.Permanent, Description = "CONSTRAINT")]
    [TestCase(20, FailureKind.Permanent, Description = "MISMATCH")]
    [TestCase(25, FailureKind.Permanent, Description = "RANGE")]
    [TestCase(1, FailureKind.Fatal, Description = "ERROR")]
    [TestCase(3, FailureKind.Fatal, Description = "PERM")]
    [TestCase(11, FailureKind.Fatal, Description = "CORRUPT")]
    [TestCase(21, FailureKind.Fatal, Description = "MISUSE")]
    [TestCase(23, FailureKind.Fatal, Description = "AUTH")]
    [TestCase(26, FailureKind.Fatal, Description = "NOTADB")]
    [TestCase(99, FailureKind.Transient, Description = "unknown")]
    public void ResultCodesDecide(int code, FailureKind kind) =>
        Assert.That(SqliteFailures.Classify(new SqliteException("", code)), Is.EqualTo(kind));

    [Test]
    public void ExceptionTypesDecide()
    {
        Assert.That(SqliteFailures.Classify(new OperationCanceledException()), Is.EqualTo(FailureKind.Transient));
        Assert.That(SqliteFailures.Classify(new IOException()), Is.EqualTo(FailureKind.Transient));
        Assert.That(SqliteFailures.Classify(new SchemaMismatchException([])), Is.EqualTo(FailureKind.Fatal));
    }
}
