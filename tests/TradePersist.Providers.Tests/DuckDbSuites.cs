using TradePersist.TestKit;

namespace TradePersist.Providers.Tests;

public sealed class DuckDbAggregateTests : AggregateSuite<DuckDbFixture>;

public sealed class DuckDbCancellationTests : CancellationSuite<DuckDbFixture>;

public sealed class DuckDbConcurrencyTests : ConcurrencySuite<DuckDbFixture>;

public sealed class DuckDbPagingTests : PagingSuite<DuckDbFixture>;

public sealed class DuckDbPositionTests : PositionSuite<DuckDbFixture>;

public sealed class DuckDbQueryTests : QuerySuite<DuckDbFixture>;

public sealed class DuckDbSchemaTests : SchemaSuite<DuckDbFixture>;

public sealed class DuckDbValueTests : ValueSuite<DuckDbFixture>;

public sealed class DuckDbWriteTests : WriteSuite<DuckDbFixture>;
