using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>A column's field, taken apart: the paths to look along, in order, and what is computed.</summary>
internal sealed class TrailField
{
    private static readonly FrozenDictionary<string, TrailFunction> Functions = new Dictionary<string, TrailFunction>
    {
        ["count"] = TrailFunction.Count,
        ["join"] = TrailFunction.Join,
        ["min"] = TrailFunction.Min,
        ["max"] = TrailFunction.Max,
        ["first"] = TrailFunction.First,
        ["last"] = TrailFunction.Last,
        ["mean"] = TrailFunction.Mean,
        ["range_pct"] = TrailFunction.RangePct,
        ["change_pct"] = TrailFunction.ChangePct,
        ["volatility_pct"] = TrailFunction.VolatilityPct,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly byte[][][] _paths;

    public TrailField(TrailColumn column)
    {
        var colon = column.Field.IndexOf(':', StringComparison.Ordinal);
        Text = colon < 0 ? column.Field : column.Field[..colon];
        Function = FunctionOf(column.Field) ?? TrailFunction.None;
        _paths = [.. column.AlternativeFields.Prepend(Text).Select(path => path.Split('.').Select(Encoding.UTF8.GetBytes).ToArray())];
    }

    /// <summary>The first path, for messages.</summary>
    public string Text { get; }

    public TrailFunction Function { get; }

    /// <summary>The function that a field names; none where it names none, null where there is no such function.</summary>
    public static TrailFunction? FunctionOf(string field)
    {
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? TrailFunction.None : Functions.TryGetValue(field[(colon + 1)..], out var function) ? function : null;
    }

    public static bool FitsSeries(TrailFunction function) => function is TrailFunction.Count or >= TrailFunction.Min;

    public static bool FitsValue(TrailFunction function) => function is TrailFunction.None or TrailFunction.Count or TrailFunction.Join;

    /// <summary>The kind of what is computed; null where the column says.</summary>
    public static ColumnKind? KindOf(TrailFunction function) => function switch
    {
        TrailFunction.None => null,
        TrailFunction.Count => ColumnKind.Int32,
        TrailFunction.Join => ColumnKind.Text,
        _ => ColumnKind.Double,
    };

    /// <summary>
    /// The value in a record: the first path's that is there and not null; undefined when there is none. False when
    /// something on a path is no object.
    /// </summary>
    public bool TryFind(JsonElement record, out JsonElement found)
    {
        found = default;
        foreach (var path in _paths)
        {
            if (!TryFollow(record, path, out found))
            {
                return false;
            }

            if (found.ValueKind != JsonValueKind.Undefined)
            {
                return true;
            }
        }

        return true;
    }

    private static bool TryFollow(JsonElement element, byte[][] path, out JsonElement found)
    {
        found = element;
        foreach (var name in path)
        {
            if (found.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
            {
                return false;
            }

            if (found.ValueKind == JsonValueKind.Undefined || !found.TryGetProperty(name, out found) || found.ValueKind == JsonValueKind.Null)
            {
                found = default;
                return true;
            }
        }

        return true;
    }
}
