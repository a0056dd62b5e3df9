using System.Globalization;

namespace TradePersist.Model;

/// <summary>
/// The door through which records become rows: normalises each value, gathers every violation of a column's rule or
/// of the table's checks, and hands out the rows only when there is none. Not thread-safe.
/// </summary>
/// <remarks>Per record: <see cref="Begin"/>, one <c>Set</c> per field, <see cref="End"/>. After the last: <see cref="Finish"/>.</remarks>
public sealed class RowWriter
{
    private readonly List<FieldViolation> _violations = [];
    private readonly HashSet<Column> _atFault = [];
    private readonly RowSet _rows;
    private readonly bool _isBatch;

    /// <summary>Opens the door to a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="expected">How many records will come; with more than one, violations name the record's place.</param>
    public RowWriter(Table table, int expected = 1)
    {
        _rows = new RowSet(table, expected);
        _isBatch = expected > 1;
    }

    /// <summary>Starts a record; every field not set is NULL.</summary>
    public void Begin()
    {
        _rows.Add();
        _atFault.Clear();
    }

    /// <summary>Sets a text or JSON field. JSON is put into canonical form.</summary>
    public void Set(Column column, string? value)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (value is null)
        {
            return;
        }

        var fault = column.Kind == ColumnKind.Json ? CanonicalJson.TryMake(value, out value) : TextRule.Fault(value, column.MaxLength);
        Put(column, Value.Of(value), fault, value);
    }

    /// <summary>Sets a double field. NaN and infinities are refused.</summary>
    public void Set(Column column, double? value)
    {
        if (value is { } number)
        {
            var fault = double.IsFinite(number) ? null : "must be a finite number";
            Put(column, Value.Of(number), fault, fault is null ? null : number.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Sets a decimal field. What does not fit decimal(38,18) is refused, never rounded.</summary>
    public void Set(Column column, decimal? value)
    {
        if (value is { } number)
        {
            var fault = Decimals.Fits(number) ? null : $"must have at most {Decimals.IntegerDigits} integer digits and {Decimals.Scale} decimals";
            Put(column, Value.Of(number), fault, fault is null ? null : number.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Sets a timestamp field: any offset, cut to microseconds, 1900 to 9999.</summary>
    public void Set(Column column, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            var cell = Value.Of(instant);
            var fault = cell.AsMicroseconds() >= Timestamps.Minimum ? null : "must not be before 1900-01-01T00:00:00Z";
            Put(column, cell, fault, fault is null ? null : cell.ToString());
        }
    }

    /// <summary>Sets an integer field.</summary>
    public void Set(Column column, long? value)
    {
        if (value is { } number)
        {
            ArgumentNullException.ThrowIfNull(column);
            var fits = column.Kind == ColumnKind.Int64 || number is >= int.MinValue and <= int.MaxValue;
            Put(column, Value.Of(number), fits ? null : "must fit 32 bits", fits ? null : number.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Sets a truth-value field.</summary>
    public void Set(Column column, bool? value)
    {
        if (value is { } flag)
        {
            Put(column, Value.Of(flag), null, null);
        }
    }

    /// <summary>Sets a UUID field.</summary>
    public void Set(Column column, Guid? value)
    {
        if (value is { } id)
        {
            Put(column, Value.Of(id), null, null);
        }
    }

    /// <summary>Sets a field of bytes, which are copied.</summary>
    public void Set(Column column, byte[]? value)
    {
        if (value is not null)
        {
            Put(column, Value.Of(value.AsSpan().ToArray()), null, null);
        }
    }

    /// <summary>Adds a violation of a rule that the table does not know.</summary>
    public void Require(bool holds, Column column, object? value, string rule)
    {
        if (!holds)
        {
            AddViolation(column, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null", rule);
        }
    }

    /// <summary>Ends a record: checks what is missing and the table's checks.</summary>
    public void End()
    {
        var row = _rows[_rows.Count - 1];
        foreach (var column in _rows.Table.Columns)
        {
            if (!column.Nullable && row[column].IsNull && !_atFault.Contains(column))
            {
                AddViolation(column, "null", "is required");
            }
        }

        foreach (var check in _rows.Table.Checks)
        {
            if (!check.Holds(row))
            {
                var other = check.Other is null ? "" : $" ({check.Other} = {row[check.Other]})";
                AddViolation(check.Column, row[check.Column].ToString(), $"must keep {check}{other}");
            }
        }
    }

    /// <summary>The rows. Throws <see cref="RecordValidationException"/> naming every violation when there is any.</summary>
    public RowSet Finish() =>
        _violations.Count == 0 ? _rows : throw new RecordValidationException(_rows.Table.Name, [.. _violations]);

    private void Put(Column column, in Value value, string? fault, string? shown)
    {
        if (!_rows.Table.Owns(column) || !value.Is(column.Kind))
        {
            throw new ArgumentException($"'{column}' is not a column of '{_rows.Table}' for such a value.", nameof(column));
        }

        if (fault is not null)
        {
            AddViolation(column, shown!, fault);
            return;
        }

        _rows.LastCells[column.Ordinal] = value;
    }

    private void AddViolation(Column column, string shown, string rule)
    {
        var field = _isBatch ? string.Create(CultureInfo.InvariantCulture, $"[{_rows.Count - 1}].{column}") : column.Name;
        _violations.Add(FieldViolation.Of(field, shown, rule));
        _atFault.Add(column);
    }
}
