using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>A schema as text. No name in it can hold a comma or a quote, so none is ever quoted.</summary>
internal static partial class TrailSchemaCsv
{
    private const string Header = "ordinal,group,shape,json_section,json_field,column,sql_kind";

    private static readonly string[] Known = Header.Split(',');
    private static readonly string[] Required = ["group", "json_section", "json_field", "column", "sql_kind"];

    public static TrailSchema ReadDefault()
    {
        using var stream = typeof(TrailSchema).Assembly.GetManifestResourceStream("TradePersist.Trails.TrailSchema.csv")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    public static string Write(TrailSchema schema)
    {
        var text = new StringBuilder(Header).Append('\n');
        var ordinal = 0;
        foreach (var group in schema.Groups)
        {
            foreach (var column in group.Columns)
            {
                text.AppendJoin(
                    ',',
                    (++ordinal).ToString(CultureInfo.InvariantCulture),
                    group.Prefix,
                    Word(group.Shape),
                    string.Join('|', group.AlternativeSections.Prepend(group.Section)),
                    string.Join('|', column.AlternativeFields.Prepend(column.Field)),
                    column.Name,
                    Word(column)).Append('\n');
            }
        }

        return text.ToString();
    }

    public static TrailSchema Read(string csv)
    {
        var lines = csv.Split('\n').Select((text, index) => (Text: text.Trim('\r', '\uFEFF'), Number: index + 1)).Where(line => line.Text.Length > 0).ToList();
        var header = lines.Count == 0 ? [] : lines[0].Text.Split(',').Select(name => name.Trim()).ToList();
        var problems = Required.Except(header).Select(name => $"The header lacks '{name}'.")
            .Concat(header.Except(Known).Select(name => $"The header has '{name}', which has no meaning."))
            .Concat(header.GroupBy(name => name).Where(same => same.Count() > 1).Select(same => $"The header has '{same.Key}' more than once."))
            .ToList();
        var groups = new List<TrailGroup>();
        if (problems.Count == 0)
        {
            foreach (var (text, number) in lines.Skip(1))
            {
                var cells = text.Split(',').Select(cell => cell.Trim()).ToList();
                var fault = cells.Count == header.Count
                    ? Add(groups, name => header.IndexOf(name) is var place and >= 0 ? cells[place] : "")
                    : $"has {cells.Count} cells and not {header.Count}";
                if (fault is not null)
                {
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"Line {number} {fault}."));
                }
            }
        }

        return problems.Count == 0 ? new TrailSchema(groups) : throw new TrailSchemaException(problems);
    }

    private static string? Add(List<TrailGroup> groups, Func<string, string> cell)
    {
        var kind = KindPattern().Match(cell("sql_kind"));
        if (!kind.Success)
        {
            return $"has the kind '{cell("sql_kind")}', which is none of double, int, bool, text and text(20)";
        }

        var shape = TrailShape.Minutes;
        if (cell("shape") is { Length: > 0 } word && (!Enum.TryParse(word, ignoreCase: true, out shape) || Word(shape) != word))
        {
            return $"has the shape '{word}', which is none of minutes, object and series";
        }

        var fields = cell("json_field").Split('|');
        var column = new TrailColumn(cell("column"), KindOf(kind.Groups["kind"].Value), fields[0]) { AlternativeFields = fields[1..] };
        if (kind.Groups["length"] is { Success: true } length)
        {
            column = column with { MaxLength = int.Parse(length.Value, CultureInfo.InvariantCulture) };
        }

        if (cell("shape").Length == 0)
        {
            shape = ShapeOf(column);
        }

        var sections = cell("json_section").Split('|');
        var group = groups.FirstOrDefault(group => group.Prefix == cell("group"));
        if (group is null)
        {
            groups.Add(new TrailGroup(cell("group"), shape, sections[0], [column]) { AlternativeSections = sections[1..] });
            return null;
        }

        if (!group.AlternativeSections.Prepend(group.Section).SequenceEqual(sections) || groups[^1] != group)
        {
            return $"stands apart from its group '{group.Prefix}', or has another section";
        }

        if (group.Shape != shape && cell("shape").Length > 0)
        {
            return $"gives the group '{group.Prefix}' another shape";
        }

        groups[^1] = group with { Columns = [.. group.Columns, column], Shape = (TrailShape)Math.Max((int)group.Shape, (int)shape) };
        return null;
    }

    // Where nothing says it: only a series has statistics, and only an object has objects and lists within.
    private static TrailShape ShapeOf(TrailColumn column) => TrailField.FunctionOf(column.Field) switch
    {
        >= TrailFunction.Min => TrailShape.Series,
        TrailFunction.None when !column.Field.Contains('.', StringComparison.Ordinal) => TrailShape.Minutes,
        _ => TrailShape.Object,
    };

    private static string Word(TrailShape shape) => shape switch
    {
        TrailShape.Minutes => "minutes",
        TrailShape.Object => "object",
        _ => "series",
    };

    private static string Word(TrailColumn column) => column.Kind switch
    {
        ColumnKind.Double => "double",
        ColumnKind.Int32 => "int",
        ColumnKind.Bool => "bool",
        _ => string.Create(CultureInfo.InvariantCulture, $"text({column.MaxLength})"),
    };

    private static ColumnKind KindOf(string word) => word switch
    {
        "double" => ColumnKind.Double,
        "int" => ColumnKind.Int32,
        "bool" => ColumnKind.Bool,
        _ => ColumnKind.Text,
    };

    [GeneratedRegex(@"\A(?<kind>double|int|bool|text(\((?<length>[0-9]{1,6})\))?)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex KindPattern();
}
