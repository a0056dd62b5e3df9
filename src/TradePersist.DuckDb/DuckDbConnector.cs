using System.Globalization;
using DuckDB.NET.Data;
using TradePersist.Tiers;

namespace TradePersist.DuckDb;

/// <summary>Opens the database with settings that nobody can change afterwards: no other file, no network, no extension that is not built in.</summary>
internal static class DuckDbConnector
{
    // With several databases at work in one process, DuckDB 1.5 has been seen to sort by statistics that were not the
    // table's: it packed numbers and texts into too few bytes, and answered with wrong ones. So it must not rely on them.
    private const string Distrusted = "compressed_materialization,statistics_propagation";

    /// <summary>Opens the database.</summary>
    /// <exception cref="DuckDbFileException">The file cannot be opened.</exception>
    public static DuckDBConnection Open(DuckDbOptions options)
    {
        if (options.IsInMemory)
        {
            return OpenInMemory(options);
        }

        if (!File.Exists(options.Path))
        {
            Create(options);
        }

        try
        {
            var connection = Open(Settings(options));
            ThrowIfAnother(connection, options.Path);
            return connection;
        }
        catch (DuckDBException exception)
        {
            throw DuckDbFileCheck.Explain(options.Path, exception, () => CanBeRead(options));
        }
    }

    /// <summary>A further connection to the database that another one has open.</summary>
    public static DuckDBConnection Join(DuckDbOptions options, DuckDBConnection first)
    {
        // The driver knows connections to one file by its path. One in memory it has to be shown.
        if (!options.IsInMemory)
        {
            return Open(Settings(options));
        }

        var connection = first.Duplicate();
        connection.Open();
        return connection;
    }

    // The driver hands out the database that is open under that path, and does not tell upper from lower case.
    private static void ThrowIfAnother(DuckDBConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT path FROM duckdb_databases() WHERE path IS NOT NULL";
        if (command.ExecuteScalar() is string other
            && !string.Equals(other, path, StringComparison.Ordinal) && string.Equals(other, path, StringComparison.OrdinalIgnoreCase))
        {
            connection.Dispose();
            throw new NotSupportedException($"'{path}' cannot be opened while '{other}' is: the driver takes the two for one.");
        }
    }

    // A creation that ends half-way leaves a file that DuckDB never opens again. Under this name it can be thrown away.
    private static void Create(DuckDbOptions options)
    {
        var fresh = new DuckDbOptions { Path = options.Path + ".new", MemoryLimitBytes = options.MemoryLimitBytes, Threads = 1 };
        try
        {
            File.Delete(fresh.Path);
            Open(Settings(fresh)).Dispose();
            File.Move(fresh.Path, options.Path);
        }
        catch (DuckDBException exception)
        {
            throw new DuckDbFileException(options.Path, FailureKind.Transient, "it cannot be created.", exception);
        }
    }

    // DuckDB applies the settings in this order, and refuses the folder once other files are out of reach.
    private static DuckDBConnectionStringBuilder Settings(DuckDbOptions options)
    {
        var settings = Limits(options);
        settings.TempDirectory = options.Path + ".tmp";
        settings.EnableExternalAccess = false;
        settings.LockConfiguration = true;
        return settings;
    }

    private static DuckDBConnectionStringBuilder Limits(DuckDbOptions options) => new()
    {
        DataSource = options.Path,
        MemoryLimit = string.Create(CultureInfo.InvariantCulture, $"{options.MemoryLimitBytes}B"),
        Threads = options.Threads > 0 ? options.Threads : Math.Max(1, Environment.ProcessorCount / 2),
        AutoloadKnownExtensions = false,
        AutoinstallKnownExtensions = false,
        ["disabled_optimizers"] = Distrusted,
    };

    // Without a folder, which a connection string cannot say, DuckDB refuses what does not fit into memory.
    private static DuckDBConnection OpenInMemory(DuckDbOptions options)
    {
        var connection = Open(Limits(options));
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SET temp_directory = ''; SET enable_external_access = false; SET lock_configuration = true";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static DuckDBConnection Open(DuckDBConnectionStringBuilder settings)
    {
        var connection = new DuckDBConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static bool CanBeRead(DuckDbOptions options)
    {
        var settings = Settings(options);
        settings.Remove("LockConfiguration");
        settings.AccessMode = DuckDBAccessMode.ReadOnly;
        try
        {
            Open(settings).Dispose();
            return true;
        }
        catch (DuckDBException)
        {
            return false;
        }
    }
}
