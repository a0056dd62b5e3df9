using DuckDB.NET.Native;

namespace TradePersist.DuckDb;

/// <summary>What a statement answered, chunk by chunk.</summary>
internal sealed class DuckDbAnswer : IDisposable
{
    private DuckDBResult _result;

    private DuckDbAnswer(DuckDBResult result) => _result = result;

    public long RowsChanged => NativeMethods.Query.DuckDBRowsChanged(ref _result);

    public int ColumnCount => (int)NativeMethods.Query.DuckDBColumnCount(ref _result);

    public static DuckDbAnswer Of(DuckDBPreparedStatement statement)
    {
        var state = NativeMethods.PreparedStatements.DuckDBExecutePrepared(statement, out var result);
        var answer = new DuckDbAnswer(result);
        if (state.IsSuccess())
        {
            return answer;
        }

        using (answer)
        {
            throw new DuckDbStatementException(
                NativeMethods.Query.DuckDBResultErrorType(ref answer._result), NativeMethods.Query.DuckDBResultError(ref answer._result));
        }
    }

    public DuckDBType TypeOf(int column)
    {
        using var type = NativeMethods.Query.DuckDBColumnLogicalType(ref _result, column);
        return NativeMethods.LogicalType.DuckDBGetTypeId(type);
    }

    /// <summary>The next rows, to be disposed of; null when there are no more.</summary>
    public DuckDBDataChunk? Next()
    {
        var chunk = NativeMethods.Query.DuckDBFetchChunk(_result);
        if (!chunk.IsInvalid)
        {
            return chunk;
        }

        chunk.Dispose();
        return null;
    }

    /// <summary>The one number of the first row; null when there is no row.</summary>
    public unsafe long? ReadInt64()
    {
        using var chunk = Next();
        return (chunk, TypeOf(0)) switch
        {
            (null, _) => null,
            (_, DuckDBType.BigInt) => *(long*)DuckDbVector.Of(chunk, 0).Data,
            var (_, type) => throw new InvalidOperationException($"The answer is of DuckDB's type {type}, not a number of 64 bits."),
        };
    }

    /// <summary>Every row of an answer that is text in every column; null where there is none.</summary>
    public unsafe IReadOnlyList<string?[]> ReadTexts()
    {
        var rows = new List<string?[]>();
        while (Next() is { } chunk)
        {
            using (chunk)
            {
                var vectors = Enumerable.Range(0, ColumnCount).Select(i => DuckDbVector.Of(chunk, i)).ToArray();
                for (var row = 0; row < (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk); row++)
                {
                    rows.Add(Array.ConvertAll(vectors, vector => vector.IsNull(row) ? null : System.Text.Encoding.UTF8.GetString(vector.Bytes(row))));
                }
            }
        }

        return rows;
    }

    public void Dispose() => _result.Close();
}
