using System.Net.Sockets;
using Npgsql;
using NUnit.Framework;
using TradePersist.Postgres;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Postgres;

public sealed class PostgresFailuresTests
{
    [TestCase("08006", FailureKind.Transient)]
    [TestCase("53100", FailureKind.Transient)]
    [TestCase("53300", FailureKind.Transient)]
    [TestCase("57P01", FailureKind.Transient)]
    [TestCase("57014", FailureKind.Transient)]
    [TestCase("40001", FailureKind.Transient)]
    [TestCase("40P01", FailureKind.Transient)]
    [TestCase("55P03", FailureKind.Transient)]
    [TestCase("25006", FailureKind.Transient)]
    [TestCase("25P03", FailureKind.Transient)]
    [TestCase("28P01", FailureKind.Transient)]
    [TestCase("28000", FailureKind.Transient)]
    [TestCase("3D000", FailureKind.Transient)]
    [TestCase("42501", FailureKind.Transient)]
    [TestCase("42P01", FailureKind.Transient)]
    [TestCase("42703", FailureKind.Transient)]
    [TestCase("3F000", FailureKind.Transient)]
    [TestCase("23514", FailureKind.Transient)]
    [TestCase("58030", FailureKind.Transient)]
    [TestCase("XX000", FailureKind.Transient)]
    [TestCase("ZZ999", FailureKind.Transient)]
    [TestCase("22003", FailureKind.Permanent)]
    [TestCase("23505", FailureKind.Permanent)]
    [TestCase("54000", FailureKind.Permanent)]
    [TestCase("P0001", FailureKind.Permanent)]
    [TestCase("44000", FailureKind.Permanent)]
    [TestCase("42601", FailureKind.Fatal)]
    [TestCase("42804", FailureKind.Fatal)]
    [TestCase("0A000", FailureKind.Fatal)]
    [TestCase("XX001", FailureKind.Fatal)]
    [TestCase("XX002", FailureKind.Fatal)]
    public void TheStateOfTheServersErrorSaysWhatItMeans(string state, FailureKind expected) =>
        Assert.That(PostgresFailures.Classify(new PostgresException("text", "ERROR", "ERROR", state)), Is.EqualTo(expected));

    [Test]
    public void ACheckOfTheModelRefusesTheRecordAndNoPartitionIsNoCheck()
    {
        var check = new PostgresException("text", "ERROR", "ERROR", "23514", constraintName: "candles_check");
        Assert.That(PostgresFailures.Classify(check), Is.EqualTo(FailureKind.Permanent));
        Assert.That(PostgresFailures.IsPartitionMissing(check), Is.False);
    }

    [Test]
    public void WithoutAStateTheTypeOfTheErrorDoes()
    {
        var expected = new Dictionary<Exception, FailureKind>
        {
            [new NpgsqlException("text", new SocketException())] = FailureKind.Transient,
            [new NpgsqlException("text", new TimeoutException())] = FailureKind.Transient,
            [new TimeoutException()] = FailureKind.Transient,
            [new IOException()] = FailureKind.Transient,
            [new SocketException()] = FailureKind.Transient,
            [new SchemaMismatchException(["a"])] = FailureKind.Fatal,
            [new UnreadableValueException("a.b", "c", "d")] = FailureKind.Fatal,
            [new ObjectDisposedException("a")] = FailureKind.Fatal,
            [new ArgumentException("a")] = FailureKind.Permanent,
            [new OverflowException()] = FailureKind.Permanent,
            [new InvalidOperationException()] = FailureKind.Permanent,
        };
        Assert.That(expected.Keys.Select(PostgresFailures.Classify), Is.EqualTo(expected.Values));
    }
}
