using TradePersist.TestKit;

namespace TradePersist.Providers.Tests;

public sealed class DuckDbInMemoryAggregateTests : AggregateSuite<DuckDbInMemoryFixture>;

public sealed class DuckDbInMemoryCancellationTests : CancellationSuite<DuckDbInMemoryFixture>;

public sealed class DuckDbInMemoryConcurrencyTests : ConcurrencySuite<DuckDbInMemoryFixture>;

public sealed class DuckDbInMemoryPagingTests : PagingSuite<DuckDbInMemoryFixture>;

public sealed class DuckDbInMemoryPositionTests : PositionSuite<DuckDbInMemoryFixture>;

public sealed class DuckDbInMemoryQueryTests : QuerySuite<DuckDbInMemoryFixture>;

public sealed class DuckDbInMemorySchemaTests : SchemaSuite<DuckDbInMemoryFixture>;

public sealed class DuckDbInMemoryValueTests : ValueSuite<DuckDbInMemoryFixture>;

public sealed class DuckDbInMemoryWriteTests : WriteSuite<DuckDbInMemoryFixture>;
