using TradePersist.Model;

namespace TradePersist;

/// <summary>A record breaks rules. Nothing was written; every field, value and rule at fault is named.</summary>
public sealed class RecordValidationException : TradePersistException
{
    private const int NamedInMessage = 20;

    /// <summary>Creates the error.</summary>
    public RecordValidationException(string table, IReadOnlyList<FieldViolation> violations)
        : base(Describe(table, violations))
    {
        Table = table;
        Violations = violations;
    }

    /// <summary>The table that the record was meant for.</summary>
    public string Table { get; }

    /// <summary>Every violation, in the order of the records and their fields.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; }

    private static string Describe(string table, IReadOnlyList<FieldViolation> violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        var more = violations.Count > NamedInMessage ? $" (and {violations.Count - NamedInMessage} more)" : "";
        return $"Nothing was written to '{table}'. {string.Join("; ", violations.Take(NamedInMessage))}{more}.";
    }
}
