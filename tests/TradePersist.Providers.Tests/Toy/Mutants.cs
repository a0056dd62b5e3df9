using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests.Toy;

/// <summary>Defects, one each, of a tier that is right otherwise; and the suite whose matter it is.</summary>
internal static class Mutants
{
    public static IEnumerable<TestCaseData> All { get; } =
    [
        Named<ToyPositionTests>("drops the position check", tier => new MutantTier(tier)
        {
            OnApply = async (self, batch, token) => await self.Inner.ApplyAsync(batch with { Expected = await self.Inner.ReadPositionAsync(batch.JournalId, token) }, token),
        }),
        Named<ToyAtomicityTests>("applies half a batch and fails", tier => new MutantTier(tier)
        {
            OnApply = async (self, batch, token) =>
            {
                try
                {
                    await self.Inner.ApplyAsync(batch, token);
                }
                catch (InvalidOperationException) when (batch.Tables.Count > 1)
                {
                    await self.ApplyAsideAsync(batch.Tables[0] with { Upserts = [.. batch.Tables[0].Upserts.Take(1)] });
                    throw;
                }
            },
        }),
        Named<ToyWriteTests>("acknowledges a part of a batch", Rewriting(table => table with { Upserts = [.. table.Upserts.Take(Math.Max(1, table.Upserts.Count - 1))] })),
        Named<ToyWriteTests>("keeps the first row of a key", tier => new MutantTier(tier)
        {
            OnApply = async (self, batch, token) => await self.Inner.ApplyAsync(batch with { Tables = [.. await Task.WhenAll(batch.Tables.Select(table => WithoutKnownAsync(self.Inner, table)))] }, token),
        }),
        Named<ToyWriteTests>("upserts before it deletes", tier => new MutantTier(tier)
        {
            OnApply = (self, batch, token) => self.Inner.ApplyAsync(batch with { Tables = [.. batch.Tables.Select(table => table with { Upserts = [.. table.Upserts.Where(row => !table.Deletes.Any(filter => filter.Holds(row)))] })] }, token),
        }),
        Named<ToyConcurrencyTests>("shows half a batch", tier => new MutantTier(tier)
        {
            OnApply = async (self, batch, token) =>
            {
                if (batch.Expected is not null)
                {
                    await self.ApplyAsideAsync([.. batch.Tables.Select(table => table with { Upserts = [.. table.Upserts.Take(table.Upserts.Count / 2)] })]);
                    await Task.Yield();
                }

                await self.Inner.ApplyAsync(batch, token);
            },
        }),
        Named<ToyAtomicityTests>("moves the position without its rows", tier => new MutantTier(tier)
        {
            OnApply = async (self, batch, token) =>
            {
                await self.Inner.ApplyAsync(batch with { Tables = [] }, token);
                await self.ApplyAsideAsync([.. batch.Tables]);
            },
        }),
        Named<ToyValueTests>("loses a digit of decimals", Rewriting(Cells(ColumnKind.Decimal, cell => Value.Of(Math.Round(cell.AsDecimal(), 17))))),
        Named<ToyValueTests>("loses microseconds", Rewriting(Cells(ColumnKind.Timestamp, cell => Value.OfMicroseconds(cell.AsMicroseconds() / 1000 * 1000)))),
        Named<ToyValueTests>("trims text", Rewriting(Cells(ColumnKind.Text, cell => Value.Of(cell.AsText().TrimEnd(' '))))),
        Named<ToyValueTests>("keeps doubles as floats", Rewriting(Cells(ColumnKind.Double, cell => Value.Of((double)(float)Math.Clamp(cell.AsDouble(), float.MinValue, float.MaxValue))))),
        Named<ToyValueTests>("takes empty for NULL", Rewriting(Cells(ColumnKind.Blob, cell => cell.AsBlob().Length == 0 ? Value.Null : cell))),
        Named<ToyPagingTests>("orders NULL last", Answering((query, rows) => query.Order.Count == 0 ? rows : rows.OrderBy(row => row[query.Order[0].Column].IsNull))),
        Named<ToyPagingTests>("skips a row between pages", Answering((query, rows) => query.Cursor is null ? rows : rows.Skip(1))),
        Named<ToyQueryTests>("takes NULL for another value", tier => new MutantTier(tier)
        {
            OnQuery = async (self, query, token) =>
            {
                var all = (await self.Inner.QueryAsync(new Query(query.Table) { Limit = Query.MaxLimit }, token)).Rows;
                return QueryEvaluator.Evaluate(new Query(query.Table) { Limit = query.Limit }, all.Where(row => query.Filter.Conditions.All(condition =>
                    condition.Holds(row[condition.Column]) || (condition.Comparison == Comparison.NotEqual && row[condition.Column].IsNull))));
            },
        }),
        Named<ToyAggregateTests>("says that a sum of nothing is zero", Answering((query, rows) => query.IsGrouped ? [.. rows.Select(Zeroed)] : rows)),
        Named<ToyAggregateTests>("adds decimals as doubles", Answering((query, rows) => query.IsGrouped ? [.. rows.Select(Imprecise)] : rows)),
        Named<ToyChainTests>("acknowledges some batches and drops them", tier => new MutantTier(tier)
        {
            OnApply = (self, batch, token) => self.Inner.ApplyAsync(batch.Position % 10 == 0 ? batch with { Tables = [] } : batch, token),
        }),
        Named<ToyCancellationTests>("ignores cancellation", tier => new MutantTier(tier)
        {
            OnApply = (self, batch, _) => self.Inner.ApplyAsync(batch, CancellationToken.None),
        }),
        Named<ToyFailureTests>("takes every failure for one that passes", tier => new MutantTier(tier) { OnClassify = (_, _) => FailureKind.Transient }),
        Named<ToyFailureTests>("takes every failure for a bad row", tier => new MutantTier(tier) { OnClassify = (_, _) => FailureKind.Permanent }),
    ];

    private static TestCaseData Named<TSuite>(string name, Func<ITier, ITier> mutate) => new TestCaseData(typeof(TSuite), mutate).SetArgDisplayNames(typeof(TSuite).Name, name);

    private static Func<ITier, ITier> Rewriting(Func<TableBatch, TableBatch> rewrite) => tier => new MutantTier(tier)
    {
        OnApply = (self, batch, token) => self.Inner.ApplyAsync(batch with { Tables = [.. batch.Tables.Select(rewrite)] }, token),
    };

    private static Func<ITier, ITier> Answering(Func<Query, IEnumerable<Row>, IEnumerable<Row>> rewrite) => tier => new MutantTier(tier)
    {
        OnQuery = async (self, query, token) =>
        {
            var answer = await self.Inner.QueryAsync(query, token);
            var rows = new RowSet(query.ResultTable);
            foreach (var row in rewrite(query, answer.Rows))
            {
                rows.Add(row);
            }

            return answer with { Rows = rows };
        },
    };

    private static Func<TableBatch, TableBatch> Cells(ColumnKind kind, Func<Value, Value> rewrite) => table => table with
    {
        Upserts = [.. table.Upserts.Select(row => Rewritten(row, column => column.Kind == kind, rewrite))],
    };

    private static Row Zeroed(Row row) => Rewritten(row, _ => true, cell => cell, Value.Of(0L));

    private static Row Imprecise(Row row) => Rewritten(row, column => column.Kind == ColumnKind.Decimal, cell => Value.Of(Decimals.Round((decimal)(double)cell.AsDecimal())));

    private static Row Rewritten(Row row, Func<Column, bool> isMeant, Func<Value, Value> rewrite, Value ofNull = default)
    {
        var rows = new RowSet(row.Table);
        var cells = rows.Add();
        foreach (var column in row.Table.Columns)
        {
            var cell = row[column];
            cells[column.Ordinal] = !isMeant(column) ? cell : cell.IsNull ? ofNull : rewrite(cell);
        }

        return rows[0];
    }

    private static async Task<TableBatch> WithoutKnownAsync(ITier tier, TableBatch table)
    {
        var known = (await tier.QueryAsync(new Query(table.Table) { Limit = Query.MaxLimit }, default)).Rows;
        return table with { Upserts = [.. table.Upserts.Where(row => !known.Any(Filter.Matching(table.Table.Key, row).Holds))] };
    }
}
