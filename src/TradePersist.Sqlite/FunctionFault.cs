using TradePersist.Relational;

namespace TradePersist.Sqlite;

/// <summary>What one of our functions could not read. An exception must not cross SQLite, so it waits here until the statement has failed.</summary>
internal sealed class FunctionFault
{
    private UnreadableValueException? _exception;

    public void Set(UnreadableValueException exception) => _exception ??= exception;

    public UnreadableValueException? Take()
    {
        var exception = _exception;
        _exception = null;
        return exception;
    }
}
