using Microsoft.EntityFrameworkCore;

namespace TradePersist.Benchmarks.Peer;

internal sealed class CandleContext(string connectionString) : DbContext
{
    public DbSet<CandleRow> Candles => Set<CandleRow>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connectionString);

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
