using TradePersist.TestKit;

namespace TradePersist.Providers.Tests;

public sealed class PostgresAggregateTests : AggregateSuite<PostgresFixture>;

public sealed class PostgresCancellationTests : CancellationSuite<PostgresFixture>;

public sealed class PostgresConcurrencyTests : ConcurrencySuite<PostgresFixture>;

public sealed class PostgresPagingTests : PagingSuite<PostgresFixture>;

public sealed class PostgresPositionTests : PositionSuite<PostgresFixture>;

public sealed class PostgresQueryTests : QuerySuite<PostgresFixture>;

public sealed class PostgresSchemaTests : SchemaSuite<PostgresFixture>;

public sealed class PostgresValueTests : ValueSuite<PostgresFixture>;

public sealed class PostgresWriteTests : WriteSuite<PostgresFixture>;
