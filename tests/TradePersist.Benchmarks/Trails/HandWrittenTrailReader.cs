using System.Data.Common;
using TradePersist.Model;

namespace TradePersist.Benchmarks.Trails;

/// <summary>The baseline of reads: an open connection, a command that is used again, every cell taken typed, into a class as a caller would have it.</summary>
internal sealed class HandWrittenTrailReader : IDisposable
{
    private readonly DbConnection _connection;
    private readonly DbCommand _select;
    private readonly DbParameter _parameter;
    private readonly TrailEngine _engine;

    /// <param name="engine">Whose driver.</param>
    /// <param name="path">The file.</param>
    /// <param name="condition">What follows the table: with one parameter, <c>$1</c>.</param>
    public HandWrittenTrailReader(TrailEngine engine, string path, string condition)
    {
        _engine = engine;
        _connection = engine.Read(path);
        _connection.Open();
        _select = _connection.CreateCommand();
        _select.CommandText = $"SELECT {string.Join(", ", TrailFeed.Table.Columns)} FROM {TrailFeed.Table} {condition}";
        _parameter = _select.CreateParameter();
        _parameter.ParameterName = _connection is DuckDB.NET.Data.DuckDBConnection ? "1" : "$1";
        _select.Parameters.Add(_parameter);
    }

    public List<PlainTrailRow> Read(object value)
    {
        _parameter.Value = value;
        var rows = new List<PlainTrailRow>();
        using var reader = _select.ExecuteReader();
        while (reader.Read())
        {
            var row = new PlainTrailRow(reader.GetInt64(0), reader.GetInt32(1));
            for (var i = 2; i < TrailFeed.Table.Columns.Count; i++)
            {
                Take(reader, i, row);
            }

            rows.Add(row);
        }

        return rows;
    }

    public void Dispose()
    {
        _select.Dispose();
        _connection.Dispose();
    }

    private void Take(DbDataReader reader, int column, PlainTrailRow row)
    {
        if (reader.IsDBNull(column))
        {
            return;
        }

        switch (TrailFeed.Table.Columns[column].Kind)
        {
            case ColumnKind.Double:
                row.Doubles[column] = reader.GetDouble(column);
                break;
            case ColumnKind.Int32:
                row.Doubles[column] = reader.GetInt32(column);
                break;
            case ColumnKind.Bool:
                row.Doubles[column] = reader.GetBoolean(column) ? 1 : 0;
                break;
            case ColumnKind.Timestamp:
                row.CreatedAt = _engine.Time(reader, column);
                break;
            default:
                row.Texts[column] = reader.GetString(column);
                break;
        }
    }
}
