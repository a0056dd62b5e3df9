namespace TradePersist.Model;

/// <summary>One idempotent step of a <see cref="Change"/>.</summary>
public abstract class Operation
{
    private protected Operation(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table = table;
    }

    /// <summary>The table it works on.</summary>
    public Table Table { get; }
}
