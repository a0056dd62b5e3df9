using System.Buffers;
using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>What a trail schema must keep.</summary>
internal static class TrailSchemaRules
{
    private const int LongestText = 10_000;

    private static readonly string[] Reserved = ["buyin_id", "minute", "created_at"];

    // A comma or a quote would need quoting in CSV, and | stands between alternatives there.
    private static readonly SearchValues<char> NotInNames = SearchValues.Create(",\"|\r\n\t");

    public static IEnumerable<string> Problems(IReadOnlyList<TrailGroup> groups)
    {
        if (groups.Count == 0)
        {
            yield return "It has no group.";
        }

        foreach (var prefix in Repeated(groups.Select(group => group.Prefix)))
        {
            yield return $"Group '{prefix}' is there more than once.";
        }

        foreach (var name in Repeated(groups.SelectMany(group => group.Columns).Select(column => column.Name)))
        {
            yield return $"Column '{name}' is there more than once.";
        }

        foreach (var problem in groups.SelectMany(group => Problems(group).Concat(group.Columns.SelectMany(column => Problems(group, column)))))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key);

    private static IEnumerable<string> Problems(TrailGroup group)
    {
        if (!Column.IsIdentifier(group.Prefix))
        {
            yield return $"'{group.Prefix}' is not a prefix: lower-case letters, digits and underscores, not a digit first.";
        }

        if (!Enum.IsDefined(group.Shape))
        {
            yield return $"Group '{group.Prefix}' has no known shape: {group.Shape}.";
        }

        foreach (var section in group.AlternativeSections.Prepend(group.Section).Where(section => !IsName(section)))
        {
            yield return $"Group '{group.Prefix}' has '{section}', which is not the name of a section.";
        }

        if (group.Columns.Count == 0)
        {
            yield return $"Group '{group.Prefix}' has no column.";
        }
    }

    private static IEnumerable<string> Problems(TrailGroup group, TrailColumn column)
    {
        if (!Column.IsIdentifier(column.Name))
        {
            yield return $"'{column.Name}' is not a column: lower-case letters, digits and underscores, at most {Column.MaxNameLength}, not a digit first.";
        }

        if (Reserved.Contains(column.Name, StringComparer.Ordinal))
        {
            yield return $"Column '{column.Name}' is there already, in every trail.";
        }

        if (!(column.Name ?? "").StartsWith($"{group.Prefix}_", StringComparison.Ordinal))
        {
            yield return $"Column '{column.Name}' does not start with '{group.Prefix}_'.";
        }

        if (column.Kind is not (ColumnKind.Double or ColumnKind.Int32 or ColumnKind.Bool or ColumnKind.Text))
        {
            yield return $"Column '{column.Name}' must be Double, Int32, Bool or Text, not {column.Kind}.";
        }

        if (column.Kind == ColumnKind.Text && column.MaxLength is < 1 or > LongestText)
        {
            yield return $"Column '{column.Name}' must have at most 1 to {LongestText} characters, not {column.MaxLength}.";
        }

        var path = (column.Field ?? "").Split(':')[0];
        foreach (var field in column.AlternativeFields.Prepend(path).Where(field => !IsPath(field)))
        {
            yield return $"Column '{column.Name}' has '{field}', which is not a field.";
        }

        if (TrailField.FunctionOf(column.Field ?? "") is not { } function)
        {
            yield return $"Column '{column.Name}' has '{column.Field}', which computes nothing known.";
        }
        else if (!(group.Shape == TrailShape.Series ? TrailField.FitsSeries(function) : TrailField.FitsValue(function)))
        {
            yield return $"Column '{column.Name}' has '{column.Field}', which cannot be in a group of shape {group.Shape}.";
        }
        else if (TrailField.KindOf(function) is { } kind && kind != column.Kind)
        {
            yield return $"Column '{column.Name}' has '{column.Field}', which is {kind} and not {column.Kind}.";
        }
    }

    private static bool IsName(string? name) => !string.IsNullOrWhiteSpace(name) && name.Trim().Length == name.Length && !name.AsSpan().ContainsAny(NotInNames);

    private static bool IsPath(string? path) =>
        IsName(path) && !path!.Contains(':', StringComparison.Ordinal) && path.Split('.').All(IsName);
}
