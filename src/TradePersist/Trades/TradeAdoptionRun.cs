using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>
/// Makes closed trades of old rows. A trade's id follows from all of its row, so that neither a second time nor a second
/// bot's table of the same numbers makes one trade of two or two of one; the statistics' shard follows from all ids.
/// </summary>
internal sealed class TradeAdoptionRun : IAdoptionRun
{
    private const int ExactDigits = 28;

    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    private readonly Dictionary<StatsKey, StatsBucket> _buckets = [];
    private byte[] _ids = [];

    public RowSet Convert(IReadOnlyList<string?> row)
    {
        var table = TradeTable.Trades;
        var writer = new RowWriter(table.Table);
        writer.Begin();
        writer.Set(table.Id, Guid.Empty);
        writer.Set(table.Symbol, row[1]);
        writer.Require(row[1] is not "", table.Symbol, row[1], "must not be empty");
        writer.Set(table.Side, row[2]);
        writer.Require(row[2] is null or "long" or "short", table.Side, row[2], "must be long or short");
        writer.Set(table.Status, TradeWords.Of(TradeStatus.Closed));
        SetDecimal(writer, table.EntryPrice, row[3]);
        SetDecimal(writer, table.ExitPrice, row[4]);
        SetDecimal(writer, table.Quantity, row[5]);
        var entry = SetTime(writer, table.EntryTime, row[6]);
        var exit = SetTime(writer, table.ExitTime, row[7]);
        SetDecimal(writer, table.PnlUsd, row[8]);
        SetDecimal(writer, table.PnlPercent, row[9]);
        writer.Set(table.ExitReason, row[10]);
        SetDecimal(writer, table.Leverage, row[11] ?? "1");
        writer.Set(table.Fees, 0m);
        writer.Set(table.StrategyName, row[12] ?? "unknown");
        writer.Set(table.StatusTime, exit ?? entry ?? DateTimeOffset.UnixEpoch);
        var created = row[13] is { } text ? SetTime(writer, table.CreatedAt, text) : exit;
        writer.Set(table.CreatedAt, created ?? DateTimeOffset.UnixEpoch);
        writer.Set(table.UpdatedAt, created ?? DateTimeOffset.UnixEpoch);
        writer.Set(table.Revision, 1L);
        writer.End();
        var rows = writer.Finish();
        rows.LastCells[table.Id.Ordinal] = Value.Of(IdOf(row[0], rows[0]));
        Count(TradeMapper.Read(rows[0]));
        return rows;
    }

    public IReadOnlyList<RowSet> Finish()
    {
        var shard = ToId(SHA256.HashData(_ids));
        var writer = new RowWriter(TradeStatsTable.Table, _buckets.Count);
        foreach (var (key, bucket) in _buckets)
        {
            bucket.Write(writer, key, shard);
        }

        return [writer.Finish()];
    }

    // Of what was read, not of the engine's words for it: 1.50 in one engine is 1.5 in another.
    private static Guid IdOf(string? serial, Row row) =>
        ToId(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', row.Values.ToArray().Select(value => value.ToString()).Prepend(serial)))));

    // A UUID of version 8, which is for hashes of one's own.
    private static Guid ToId(byte[] hash)
    {
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    private static void SetDecimal(RowWriter writer, Column column, string? text)
    {
        // More digits would be rounded.
        if (text?.Count(char.IsAsciiDigit) <= ExactDigits && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            writer.Set(column, number);
            return;
        }

        writer.Require(text is not null, column, text, "is required");
        writer.Require(text is null, column, text, $"must be a number of at most {ExactDigits} digits");
    }

    private static DateTimeOffset? SetTime(RowWriter writer, Column column, string? text)
    {
        if (DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
        {
            writer.Set(column, instant);
            return instant;
        }

        writer.Require(text is not null, column, text, "is required");
        writer.Require(text is null, column, text, "must be a time");
        return null;
    }

    private void Count(Trade trade)
    {
        _ids = SHA256.HashData([.. _ids, .. trade.Id.ToByteArray(bigEndian: true)]);
        var key = StatsKey.Of(trade);
        _buckets[key] = _buckets.GetValueOrDefault(key).Add(trade);
    }
}
