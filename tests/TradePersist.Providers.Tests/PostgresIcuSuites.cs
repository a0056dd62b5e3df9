using TradePersist.TestKit;

namespace TradePersist.Providers.Tests;

public sealed class PostgresIcuAggregateTests : AggregateSuite<PostgresIcuFixture>;

public sealed class PostgresIcuCancellationTests : CancellationSuite<PostgresIcuFixture>;

public sealed class PostgresIcuConcurrencyTests : ConcurrencySuite<PostgresIcuFixture>;

public sealed class PostgresIcuPagingTests : PagingSuite<PostgresIcuFixture>;

public sealed class PostgresIcuPositionTests : PositionSuite<PostgresIcuFixture>;

public sealed class PostgresIcuQueryTests : QuerySuite<PostgresIcuFixture>;

public sealed class PostgresIcuSchemaTests : SchemaSuite<PostgresIcuFixture>;

public sealed class PostgresIcuValueTests : ValueSuite<PostgresIcuFixture>;

public sealed class PostgresIcuWriteTests : WriteSuite<PostgresIcuFixture>;
