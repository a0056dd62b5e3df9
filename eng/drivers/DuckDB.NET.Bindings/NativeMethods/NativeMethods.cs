namespace DuckDB.NET.Native;

/// <summary>
/// The engine's C interface, as far as DuckDB.NET.Data calls it, under the names and signatures that it calls. What each
/// function does is told in the engine's own duckdb.h.
/// </summary>
public static unsafe partial class NativeMethods
{
    private const string Library = "duckdb";
}
