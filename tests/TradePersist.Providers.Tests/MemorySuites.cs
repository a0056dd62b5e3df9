using TradePersist.TestKit;

namespace TradePersist.Providers.Tests;

public sealed class MemoryAggregateTests : AggregateSuite<MemoryFixture>;

public sealed class MemoryCancellationTests : CancellationSuite<MemoryFixture>;

public sealed class MemoryConcurrencyTests : ConcurrencySuite<MemoryFixture>;

public sealed class MemoryPagingTests : PagingSuite<MemoryFixture>;

public sealed class MemoryPositionTests : PositionSuite<MemoryFixture>;

public sealed class MemoryQueryTests : QuerySuite<MemoryFixture>;

public sealed class MemorySchemaTests : SchemaSuite<MemoryFixture>;

public sealed class MemoryValueTests : ValueSuite<MemoryFixture>;

public sealed class MemoryWriteTests : WriteSuite<MemoryFixture>;
