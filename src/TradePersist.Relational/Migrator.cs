using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Relational;

/// <summary>
/// Takes a store from one version of the schema to another. Each method works in a transaction of the caller's, which is
/// rolled back when it throws, and under a lock, so that programs that start at once take turns.
/// </summary>
public sealed class Migrator
{
    private readonly SqlDialect _dialect;
    private readonly SchemaHistory _history;
    private readonly IReadOnlyList<Table> _tables;
    private readonly MigrationTable _records;
    private readonly MigrationScripts _scripts;

    /// <summary>For the versions of <see cref="StoreSchema.History"/>.</summary>
    /// <param name="dialect">The engine's dialect.</param>
    /// <param name="tables">The tables that the store holds. Those that no version knows are made without one.</param>
    public Migrator(SqlDialect dialect, IReadOnlyList<Table> tables)
        : this(dialect, tables, StoreSchema.History)
    {
    }

    internal Migrator(SqlDialect dialect, IReadOnlyList<Table> tables, SchemaHistory history)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(tables);
        _dialect = dialect;
        _history = MigrationScripts.WithBookkeeping(history);
        _records = new MigrationTable(dialect);
        _tables = [.. _history.Versions[0].Tables, .. tables];
        _scripts = new MigrationScripts(dialect, _history, _tables);
        Migrations = [.. _history.Versions.Where(_scripts.IsHeld).Select(_scripts.Render)];
    }

    /// <summary>The versions that bring what the store holds, by number.</summary>
    public IReadOnlyList<Migration> Migrations { get; }

    internal static string Library { get; } = $"TradePersist {typeof(Migrator).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>What a tier does when it opens.</summary>
    /// <param name="store">The store.</param>
    /// <param name="mode">How far it goes.</param>
    /// <param name="name">What the log calls the store.</param>
    /// <param name="logger">Told which versions were applied, and what is not as it was recorded; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SchemaMismatchException">The schema is a newer library's, or does not fit and cannot or may not be mended. Every problem is named, nothing was changed.</exception>
    public async Task StartAsync(ISchemaStore store, MigrationMode mode, string name, ILogger? logger, CancellationToken cancellationToken)
    {
        if (mode == MigrationMode.Off)
        {
            return;
        }

        var status = await InspectAsync(store, cancellationToken).ConfigureAwait(false);
        if (mode == MigrationMode.Validate)
        {
            ThrowIfAny(status.Problems);
            return;
        }

        await UpAsync(store, status, _history.Latest, cancellationToken).ConfigureAwait(false);
        Log(status, name, logger ?? NullLogger.Instance);
    }

    /// <summary>Says how the store stands to the schema. Changes nothing.</summary>
    /// <param name="store">The store.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<SchemaStatus> InspectAsync(ISchemaStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var applied = (await ReadAppliedAsync(store, cancellationToken).ConfigureAwait(false)).ToDictionary(version => version.Version);
        var latest = applied.Keys.DefaultIfEmpty(0).Max();
        var known = Migrations.Select(migration => applied.Remove(migration.Version, out var record)
            ? new MigrationStatus(migration.Version, migration.Name, record.Checksum == migration.Checksum ? MigrationState.Applied : MigrationState.Drifted, record)
            : new MigrationStatus(migration.Version, migration.Name, MigrationState.Pending, null)).ToList();
        var others = applied.Values.Select(record => record.Version > _history.Latest
            ? Unknown(record)
            : new MigrationStatus(record.Version, record.Name, MigrationState.Applied, record));
        var pending = known.Where(version => version.State == MigrationState.Pending).Select(version => version.Version).ToHashSet();
        var tables = _tables.Where(table => !IsBroughtBy(table, pending)).Select(table => _history.At(table, latest)).OfType<Table>();
        return new SchemaStatus(
            [.. known.Concat(others).OrderBy(version => version.Version)],
            await SchemaDrift.FindAsync(_dialect, tables, store, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Applies the versions that are missing, up to one. Missing columns and indexes are made, also those of versions that were applied before.</summary>
    /// <param name="store">The store.</param>
    /// <param name="to">The last version to apply; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SchemaMismatchException">As for <see cref="StartAsync"/>.</exception>
    public async Task UpAsync(ISchemaStore store, int? to, CancellationToken cancellationToken)
    {
        var target = to ?? _history.Latest;
        ThrowIfNoVersion(target, 1);
        await UpAsync(store, await InspectAsync(store, cancellationToken).ConfigureAwait(false), target, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops what the versions above one have made, with all rows in it, and forgets how far journals have been applied.</summary>
    /// <param name="store">The store.</param>
    /// <param name="to">The version that it is left at; 0 for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SchemaMismatchException">A newer library's versions are to be dropped: only that knows what they have made.</exception>
    public async Task DownAsync(ISchemaStore store, int to, CancellationToken cancellationToken)
    {
        ThrowIfNoVersion(to, 0);
        var applied = await ReadAppliedAsync(store, cancellationToken).ConfigureAwait(false);
        ThrowIfAny([.. applied.Where(version => version.Version > _history.Latest).Select(Unknown).Select(version => version.Problem!)]);
        foreach (var version in applied.Where(version => version.Version > to).Reverse())
        {
            foreach (var statement in _scripts.Render(_history.Versions[version.Version - 1]).Down)
            {
                await store.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static MigrationStatus Unknown(AppliedMigration record) => new(record.Version, record.Name, MigrationState.Unknown, record);

    private static void ThrowIfAny(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new SchemaMismatchException(problems);
        }
    }

    private async Task UpAsync(ISchemaStore store, SchemaStatus status, int to, CancellationToken cancellationToken)
    {
        ThrowIfAny([.. status.Versions.Where(version => version.State == MigrationState.Unknown).Select(version => version.Problem!)]);
        var pending = Migrations.Where(migration => migration.Version <= to && status.Versions.Any(version => version.Version == migration.Version && version.Applied is null)).ToList();
        var adopters = pending.Select(migration => _history.Versions[migration.Version - 1].Adoption).OfType<IAdoption>()
            .ToDictionary(adoption => adoption, adoption => new TableAdopter(_dialect, adoption, store));
        foreach (var adopter in adopters.Values)
        {
            if (await adopter.IsDueAsync(cancellationToken).ConfigureAwait(false))
            {
                await adopter.SetAsideAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        var reached = Math.Max(to, status.Versions.Where(version => version.Applied is not null).Select(version => version.Version).DefaultIfEmpty(0).Max());
        await SchemaSql.MigrateAsync(_dialect, [.. _tables.Select(table => _history.At(table, reached)).OfType<Table>()], store, cancellationToken).ConfigureAwait(false);
        foreach (var migration in pending)
        {
            if (_history.Versions[migration.Version - 1].Adoption is { } adoption)
            {
                await adopters[adoption].CopyAsync(cancellationToken).ConfigureAwait(false);
            }

            await store.ExecuteAsync(_records.Add(migration, Library), cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Log(SchemaStatus before, string name, ILogger logger)
    {
        foreach (var problem in before.Versions.Any(version => version.Applied is not null) ? before.Differences : [])
        {
            MigrationLog.Drifted(logger, name, problem);
        }

        foreach (var version in before.Versions.Where(version => version.State == MigrationState.Drifted))
        {
            MigrationLog.Drifted(logger, name, version.Problem!);
        }

        foreach (var version in before.Versions.Where(version => version.State == MigrationState.Pending))
        {
            MigrationLog.Applied(logger, name, version.Version, version.Name);
        }
    }

    private async Task<IReadOnlyList<AppliedMigration>> ReadAppliedAsync(ISchemaStore store, CancellationToken cancellationToken) =>
        (await store.ReadColumnsAsync(_records.StoredName, cancellationToken).ConfigureAwait(false)).Count == 0
            ? []
            : await _records.ReadAsync(store, cancellationToken).ConfigureAwait(false);

    private bool IsBroughtBy(Table table, HashSet<int> versions) =>
        _history.Versions.Any(version => versions.Contains(version.Number) && version.Tables.Any(brought => brought.Name == table.Name));

    private void ThrowIfNoVersion(int version, int least)
    {
        if (version < least || version > _history.Latest)
        {
            throw new ArgumentException($"There is no version {version}: they go from {least} to {_history.Latest}.", nameof(version));
        }
    }
}
