using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

public class TrailSchemaTests
{
    private static readonly TrailColumn Rsi = new("pm_rsi", ColumnKind.Double, "rsi");

    [Test]
    public void TheDefaultHas144ColumnsInEightGroups()
    {
        var schema = TrailSchema.Default;
        Assert.That(
            schema.Groups.Select(group => (group.Prefix, group.Columns.Count)),
            Is.EqualTo(new[] { ("pm", 22), ("btc", 6), ("eth", 6), ("ob", 22), ("tx", 24), ("wh", 28), ("pat", 27), ("sp", 9) }));
        Assert.That(
            schema.Columns.GroupBy(column => column.Kind).Select(kind => (kind.Key, kind.Count())),
            Is.EquivalentTo(new[] { (ColumnKind.Double, 124), (ColumnKind.Int32, 10), (ColumnKind.Bool, 8), (ColumnKind.Text, 2) }));
        Assert.That((schema.Columns[0].Name, schema.Columns[143].Name), Is.EqualTo(("pm_price_change_1m", "sp_avg_price")));
    }

    [Test]
    public void TheTableIsTheSchemaBetweenItsKeyAndItsTime()
    {
        var table = TrailSchema.Default.Table.Table;
        Assert.That(table.Name, Is.EqualTo("buyin_trail_minutes"));
        Assert.That(table.Columns.Select(column => column.Name), Is.EqualTo(TrailSchema.Default.Columns.Select(column => column.Name).Prepend("minute").Prepend("buyin_id").Append("created_at")));
        Assert.That(table.Columns.Where(column => !column.Nullable), Is.EqualTo(new[] { table.Columns[0], table.Columns[1], table.Columns[^1] }));
        Assert.That(table.Key.Concat(table.Partition).Select(column => column.Name), Is.EqualTo(new[] { "buyin_id", "minute", "buyin_id" }));
        Assert.That(table.Indexes.Select(index => index.Columns.Single().Name), Is.EqualTo(new[] { "minute", "created_at", "pat_breakout_score" }));
        Assert.That(TrailSchema.Default.WithoutGroup("pat").Table.Table.Indexes, Has.Count.EqualTo(2));
    }

    [Test]
    public void ASchemaSurvivesItsCsv()
    {
        var schema = TrailSchema.Default
            .WithColumn("pm", Rsi)
            .WithColumn("ob", new TrailColumn("ob_mid_price", ColumnKind.Double, "mid") { AlternativeFields = ["middle", "mid.price"] })
            .WithoutColumn("tx_vwap")
            .WithoutGroup("eth")
            .WithGroup(new TrailGroup("fr", TrailShape.Series, "funding", [new("fr_mean", ColumnKind.Double, "rate:mean"), new("fr_n", ColumnKind.Int32, "rate:count")]) { AlternativeSections = ["funding_rates"] })
            .WithGroup(new TrailGroup("ctx", TrailShape.Object, "context", [new("ctx_regime", ColumnKind.Text, "regime") { MaxLength = 12 }, new("ctx_open", ColumnKind.Bool, "market.open")]));
        var again = TrailSchema.Parse(schema.ToCsv());
        Assert.That(again.ToCsv(), Is.EqualTo(schema.ToCsv()));
        Assert.That(again.Groups.Select(Text), Is.EqualTo(schema.Groups.Select(Text)));
        Assert.That(again.Columns.Select(column => (column.Name, column.MaxLength)), Has.One.EqualTo(("ctx_regime", 12)));
        Assert.That(TrailSchema.Parse("\uFEFF" + schema.ToCsv().Replace("\n", "\r\n")).ToCsv(), Is.EqualTo(schema.ToCsv()), "as another program saves it");
        Assert.That(schema.Columns.Select(column => column.Name), Does.Contain("pm_rsi").And.Not.Contain("tx_vwap"));
        Assert.That(TrailSchema.Default.Columns, Has.Count.EqualTo(144), "the default stays as it is");
    }

    [Test]
    public void WhatAFileDoesNotSayFollowsFromTheFields()
    {
        var schema = TrailSchema.Parse("""
            column,sql_kind,json_section,json_field,group
            a_x,double,minutes,x,a
            b_x,text,things,names:join,b
            c_y,int,things,y,c
            c_x,bool,things,x.y,c
            d_n,int,ticks,price:count,d
            d_m,double,ticks,price:max,d
            """);
        Assert.That(schema.Groups.Select(group => (group.Prefix, group.Shape)), Is.EqualTo(new[] { ("a", TrailShape.Minutes), ("b", TrailShape.Object), ("c", TrailShape.Object), ("d", TrailShape.Series) }));
        Assert.That(schema.Columns[1].MaxLength, Is.EqualTo(255));
    }

    [Test]
    public void EveryLineThatCannotBeReadIsNamed()
    {
        var problems = Problems(() => TrailSchema.Parse("""
            group,shape,json_section,json_field,column,sql_kind
            a,minutes,m,x,a_x,number
            a,round,m,x,a_y,int
            a,minutes,m,x,a_z
            b,minutes,m,x,b_x,int
            b,object,m,x,b_y,int
            b,minutes,n,x,b_z,int
            c,minutes,m,x,c_x,int
            b,minutes,m,x,b_w,int
            """));
        Assert.That(problems, Is.EqualTo(new[]
        {
            "Line 2 has the kind 'number', which is none of double, int, bool, text and text(20).",
            "Line 3 has the shape 'round', which is none of minutes, object and series.",
            "Line 4 has 5 cells and not 6.",
            "Line 6 gives the group 'b' another shape.",
            "Line 7 stands apart from its group 'b', or has another section.",
            "Line 9 stands apart from its group 'b', or has another section.",
        }));
        Assert.That(Problems(() => TrailSchema.Parse("")), Has.Count.EqualTo(5).And.All.Contains("lacks"));
        Assert.That(Problems(() => TrailSchema.Parse("group,group,json_section,json_field,column,sql_kind,colour")), Is.EqualTo(new[] { "The header has 'colour', which has no meaning.", "The header has 'group' more than once." }));
    }

    [Test]
    public void EveryRuleThatIsBrokenIsNamed()
    {
        var problems = Problems(() => new TrailSchema(
        [
            new("pm", TrailShape.Minutes, "m",
            [
                new("pm_a", ColumnKind.Double, "a"), new("pm_a", ColumnKind.Double, "b"), new("Pm_x", ColumnKind.Double, "a"), new("pm_" + new string('x', 61), ColumnKind.Double, "a"),
                new("minute", ColumnKind.Int32, "minute"), new("pm_money", ColumnKind.Decimal, "a"), new("pm_t", ColumnKind.Text, "a") { MaxLength = 0 },
                new("pm_f", ColumnKind.Double, "a,b"), new("pm_g", ColumnKind.Double, "a") { AlternativeFields = ["b:count", "c..d"] },
                new("pm_s", ColumnKind.Double, "a:sum"), new("pm_m", ColumnKind.Double, "a:mean"), new("pm_n", ColumnKind.Double, "a:count"), new("pm_e", ColumnKind.Double, ""),
            ]),
            new("pm", (TrailShape)9, " ", []),
            new("9", TrailShape.Series, "s", [new("9_a", ColumnKind.Double, "a")]) { AlternativeSections = ["a|b"] },
        ]));
        foreach (var part in new[]
        {
            "Group 'pm' is there more than once", "Column 'pm_a' is there more than once", "'Pm_x' is not a column", "at most 63", "Column 'minute' is there already",
            "'minute' does not start with 'pm_'", "'pm_money' must be Double, Int32, Bool or Text, not Decimal", "'pm_t' must have at most 1 to 10000 characters", "'a,b', which is not a field",
            "'b:count', which is not a field", "'c..d', which is not a field", "'a:sum', which computes nothing known", "'a:mean', which cannot be in a group of shape Minutes",
            "'a:count', which is Int32 and not Double", "Column 'pm_e' has ''", "has no known shape: 9", "has ' ', which is not the name of a section", "Group 'pm' has no column",
            "'9' is not a prefix", "'a|b', which is not the name of a section", "'a', which cannot be in a group of shape Series",
        })
        {
            Assert.That(problems, Has.Some.Contains(part));
        }

        Assert.That(Problems(() => new TrailSchema([])), Is.EqualTo(new[] { "It has no group." }));
    }

    [Test]
    public void WhatIsNotThereIsNotChanged()
    {
        Assert.That(Assert.Throws<ArgumentException>(() => TrailSchema.Default.WithoutGroup("rsi"))!.Message, Does.Contain("no group 'rsi', only pm, btc"));
        Assert.That(Assert.Throws<ArgumentException>(() => TrailSchema.Default.WithColumn("rsi", Rsi))!.Message, Does.Contain("no group 'rsi'"));
        Assert.That(Assert.Throws<ArgumentException>(() => TrailSchema.Default.WithoutColumn("pm_rsi"))!.Message, Does.Contain("no column 'pm_rsi'"));
        Assert.That(Problems(() => TrailSchema.Default.WithColumn("tx", Rsi)).Single(), Does.Contain("does not start with 'tx_'"));
    }

    private static string Text(TrailGroup group) =>
        $"{group.Prefix} {group.Shape} {string.Join('|', group.AlternativeSections.Prepend(group.Section))}: {string.Join(' ', group.Columns.Select(column => $"{column.Name} {column.Kind} {string.Join('|', column.AlternativeFields.Prepend(column.Field))}"))}";

    private static IReadOnlyList<string> Problems(Func<TrailSchema> make) => Assert.Throws<TrailSchemaException>(() => make())!.Problems;
}
