using Microsoft.Data.Sqlite;
using NUnit.Framework;
using TradePersist.Sqlite;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Tiers.Sqlite;

public class SqliteLockTests
{
    private const int Busy = 5;

    [Test]
    public async Task ItTriesUntilTheFileIsFreeHoweverOften()
    {
        using var folder = new TempFolder();
        var options = new SqliteOptions { Path = folder["bot.db"] };
        using var session = SqliteSession.Open(options.Path, options, SqliteOpenMode.ReadWriteCreate);
        var tries = 0;
        await SqliteLock.AcquireAsync(session, TimeSpan.FromMinutes(5), Attempt, default);
        Assert.That(tries, Is.EqualTo(100));

        void Attempt()
        {
            if (++tries < 100)
            {
                throw new SqliteException("locked", Busy);
            }
        }
    }
}
