namespace DuckDB.NET.Native;

/// <summary>Named by functions of users, which this assembly leaves out.</summary>
public interface IDuckDBValueReader
{
    bool IsNull();

    T GetValue<T>();
}
