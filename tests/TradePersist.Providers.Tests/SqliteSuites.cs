using TradePersist.TestKit;

namespace TradePersist.Providers.Tests;

public sealed class SqliteAggregateTests : AggregateSuite<SqliteFixture>;

public sealed class SqliteCancellationTests : CancellationSuite<SqliteFixture>;

public sealed class SqliteConcurrencyTests : ConcurrencySuite<SqliteFixture>;

public sealed class SqlitePagingTests : PagingSuite<SqliteFixture>;

public sealed class SqlitePositionTests : PositionSuite<SqliteFixture>;

public sealed class SqliteQueryTests : QuerySuite<SqliteFixture>;

public sealed class SqliteSchemaTests : SchemaSuite<SqliteFixture>;

public sealed class SqliteValueTests : ValueSuite<SqliteFixture>;

public sealed class SqliteWriteTests : WriteSuite<SqliteFixture>;
