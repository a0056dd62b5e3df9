namespace TradePersist.Repair;

/// <summary>One part of a table in two tiers: a UTC day, a partition, or the whole table.</summary>
/// <param name="Bucket">The day (<c>2026-01-31</c>), the partition (<c>column=value</c>), <c>no time</c> or <c>all</c>.</param>
/// <param name="Rows">The rows in the tier.</param>
/// <param name="RowsAgainst">The rows in the other one.</param>
/// <param name="Hash">The content in the tier: the sum modulo 2^128 of the first 16 bytes of each row's SHA-256, in hexadecimal. Equal rows have equal hashes in every store.</param>
/// <param name="HashAgainst">The content in the other one.</param>
public sealed record BucketComparison(string Bucket, long Rows, long RowsAgainst, string Hash, string HashAgainst);
