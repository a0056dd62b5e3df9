using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace TradePersist.Benchmarks.Sqlite;

internal sealed class CandleContext(string path) : DbContext
{
    public DbSet<CandleRow> Candles => Set<CandleRow>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.UseSqlite(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var candles = modelBuilder.Entity<CandleRow>().ToTable("candles");
        candles.HasKey(row => new { row.Symbol, row.Timeframe, row.Ts });
        foreach (var property in candles.Metadata.GetProperties())
        {
            property.SetColumnName(property.Name.ToLowerInvariant());
        }
    }
}
