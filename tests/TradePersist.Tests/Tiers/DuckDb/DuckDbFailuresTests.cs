using DuckDB.NET.Native;
using NUnit.Framework;
using TradePersist.DuckDb;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.DuckDb;

internal sealed class DuckDbFailuresTests
{
    [TestCase(DuckDBErrorType.OutOfMemory, FailureKind.Transient)]
    [TestCase(DuckDBErrorType.Io, FailureKind.Transient)]
    [TestCase(DuckDBErrorType.Transaction, FailureKind.Transient)]
    [TestCase(DuckDBErrorType.Interrupt, FailureKind.Transient)]
    [TestCase(DuckDBErrorType.Fatal, FailureKind.Transient)]
    [TestCase(DuckDBErrorType.Connection, FailureKind.Transient)]
    [TestCase(DuckDBErrorType.Invalid, FailureKind.Transient)]
    [TestCase((DuckDBErrorType)999, FailureKind.Transient)]
    [TestCase(DuckDBErrorType.Constraint, FailureKind.Permanent)]
    [TestCase(DuckDBErrorType.Conversion, FailureKind.Permanent)]
    [TestCase(DuckDBErrorType.OutOfRange, FailureKind.Permanent)]
    [TestCase(DuckDBErrorType.MismatchType, FailureKind.Permanent)]
    [TestCase(DuckDBErrorType.InvalidInput, FailureKind.Permanent)]
    [TestCase(DuckDBErrorType.Catalog, FailureKind.Fatal)]
    [TestCase(DuckDBErrorType.Binder, FailureKind.Fatal)]
    [TestCase(DuckDBErrorType.Serialization, FailureKind.Fatal)]
    [TestCase(DuckDBErrorType.Permission, FailureKind.Fatal)]
    [TestCase(DuckDBErrorType.Internal, FailureKind.Fatal)]
    public void ErrorTypesDecide(DuckDBErrorType type, FailureKind kind) =>
        Assert.That(DuckDbFailures.Classify(new DuckDbStatementException(type, "")), Is.EqualTo(kind));

    [Test]
    public void ExceptionTypesDecide()
    {
        Assert.That(DuckDbFailures.Classify(new OperationCanceledException()), Is.EqualTo(FailureKind.Transient));
        Assert.That(DuckDbFailures.Classify(new IOException()), Is.EqualTo(FailureKind.Transient));
        Assert.That(DuckDbFailures.Classify(new ArgumentException()), Is.EqualTo(FailureKind.Permanent));
        Assert.That(DuckDbFailures.Classify(new OverflowException()), Is.EqualTo(FailureKind.Permanent));
        Assert.That(DuckDbFailures.Classify(new SchemaMismatchException([])), Is.EqualTo(FailureKind.Fatal));
    }
}
