using DuckDB.NET.Native;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.DuckDb;

/// <summary>A prepared statement.</summary>
internal sealed class DuckDbStatement : IDisposable
{
    private const byte DecimalWidth = Decimals.IntegerDigits + Decimals.Scale;

    private readonly DuckDBPreparedStatement _handle;

    private DuckDbStatement(DuckDBPreparedStatement handle) => _handle = handle;

    /// <summary>Prepares a text that is one statement.</summary>
    public static DuckDbStatement Prepare(DuckDbSession session, string sql)
    {
        if (TryPrepare(session, sql, out var handle))
        {
            return new DuckDbStatement(handle);
        }

        using (handle)
        {
            throw new DuckDbStatementException(WhyUnprepared(session), NativeMethods.PreparedStatements.DuckDBPrepareError(handle));
        }
    }

    public DuckDbAnswer Execute(IReadOnlyList<SqlParameter> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            using var value = ToValue(parameters[i].Kind, parameters[i].Value);
            if (!NativeMethods.PreparedStatements.DuckDBBindValue(_handle, i + 1, value).IsSuccess())
            {
                throw new DuckDbStatementException(DuckDBErrorType.InvalidInput, NativeMethods.PreparedStatements.DuckDBPrepareError(_handle));
            }
        }

        return DuckDbAnswer.Of(_handle);
    }

    public void Dispose() => _handle.Dispose();

    // DuckDB does not say what kind of failure it is. A database that an earlier failure has spoiled refuses even this.
    private static DuckDBErrorType WhyUnprepared(DuckDbSession session)
    {
        if (session.IsCancellationRequested)
        {
            return DuckDBErrorType.Interrupt;
        }

        var isSound = TryPrepare(session, "SELECT 1", out var handle);
        using (handle)
        {
            return isSound ? DuckDBErrorType.Binder : DuckDBErrorType.Fatal;
        }
    }

    private static bool TryPrepare(DuckDbSession session, string sql, out DuckDBPreparedStatement handle)
    {
        var count = NativeMethods.ExtractStatements.DuckDBExtractStatements(session.Handle, sql, out var extracted);
        using (extracted)
        {
            return count switch
            {
                1 => NativeMethods.ExtractStatements.DuckDBPrepareExtractedStatement(session.Handle, extracted, 0, out handle).IsSuccess(),
                0 => throw new DuckDbStatementException(DuckDBErrorType.Parser, NativeMethods.ExtractStatements.DuckDBExtractStatementsError(extracted)),
                _ => throw new DuckDbStatementException(DuckDBErrorType.Parser, $"One statement at a time: this is {count}."),
            };
        }
    }

    private static DuckDBValue ToValue(ColumnKind kind, in Value value)
    {
        if (value.IsNull)
        {
            return NativeMethods.Value.DuckDBCreateNullValue();
        }

        return kind switch
        {
            ColumnKind.Int64 => NativeMethods.Value.DuckDBCreateInt64(value.AsInt64()),
            ColumnKind.Int32 when value.AsInt64() is >= int.MinValue and <= int.MaxValue => NativeMethods.Value.DuckDBCreateInt32(value.AsInt32()),
            ColumnKind.Int32 => NativeMethods.Value.DuckDBCreateInt64(value.AsInt64()),
            ColumnKind.Double => NativeMethods.Value.DuckDBCreateDouble(value.AsDouble()),
            ColumnKind.Decimal => NativeMethods.Value.DuckDBCreateDecimal(new DuckDBDecimal(DecimalWidth, Decimals.Scale, ToHugeInt(DuckDbDecimal.ToUnits(value.AsDecimal())))),
            ColumnKind.Bool => NativeMethods.Value.DuckDBCreateBool(value.AsBool()),
            ColumnKind.Text or ColumnKind.Json => ToVarchar(value.AsText()),
            ColumnKind.Timestamp => NativeMethods.Value.DuckDBCreateTimestamp(new DuckDBTimestampStruct { Micros = value.AsMicroseconds() }),
            ColumnKind.Guid => NativeMethods.Value.DuckDBCreateUuid(ToHugeInt(DuckDbUuid.ToNumber(value.AsGuid()))),
            ColumnKind.Blob => NativeMethods.Value.DuckDBCreateBlob(value.AsBlob(), value.AsBlob().Length),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
        };
    }

    private static DuckDBValue ToVarchar(string text)
    {
        DuckDbScratch.ThrowIfUnfit(text);
        return NativeMethods.Value.DuckDBCreateVarchar(text);
    }

    private static DuckDBHugeInt ToHugeInt(Int128 number) => new(unchecked((ulong)number), (long)(number >> 64));
}
