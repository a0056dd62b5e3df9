using System.Globalization;
using System.Numerics;

namespace TradePersist.Model;

/// <summary>One aggregate of one group while its rows come by. Sums are exact, however large they grow on the way.</summary>
internal sealed class AggregateState(Aggregate aggregate)
{
    private long _count;
    private BigInteger _sum;
    private double _doubles;
    private Value _extreme;

    public void Add(Row row)
    {
        if (!aggregate.Where.Holds(row))
        {
            return;
        }

        if (aggregate.Function == AggregateFunction.Count)
        {
            _count++;
        }
        else if (row[aggregate.Column!] is { IsNull: false } value)
        {
            Add(value);
            _count++;
        }
    }

    public Value Result() => aggregate switch
    {
        { Function: AggregateFunction.Count } => Value.Of(_count),
        _ when _count == 0 => default,
        { Function: AggregateFunction.Min or AggregateFunction.Max } => _extreme,
        { Column.Kind: ColumnKind.Double } => Value.Of(_doubles),
        { Column.Kind: ColumnKind.Decimal } => Value.Of(Decimals.FromScaled(_sum)),
        _ => Value.Of(_sum >= long.MinValue && _sum <= long.MaxValue
            ? (long)_sum
            : throw new DecimalOverflowException(_sum.ToString(CultureInfo.InvariantCulture))),
    };

    private void Add(in Value value)
    {
        switch (aggregate.Function)
        {
            case AggregateFunction.Min:
                _extreme = _count == 0 || Value.Compare(value, _extreme) < 0 ? value : _extreme;
                break;
            case AggregateFunction.Max:
                _extreme = _count == 0 || Value.Compare(value, _extreme) > 0 ? value : _extreme;
                break;
            default:
                AddToSum(value);
                break;
        }
    }

    private void AddToSum(in Value value)
    {
        switch (aggregate.Column!.Kind)
        {
            case ColumnKind.Double:
                _doubles += value.AsDouble();
                break;
            case ColumnKind.Decimal:
                _sum += Decimals.ToScaled(value.AsDecimal());
                break;
            default:
                _sum += value.AsInt64();
                break;
        }
    }
}
