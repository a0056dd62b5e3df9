using NUnit.Framework;
using TradePersist.TestKit;

namespace TradePersist.Providers.Tests;

// Alone: with databases of other fixtures at work beside it in this process, DuckDB has been seen to answer with wrong values.
[NonParallelizable]
public sealed class DuckDbInMemoryAggregateTests : AggregateSuite<DuckDbInMemoryFixture>;

[NonParallelizable]
public sealed class DuckDbInMemoryAtomicityTests : AtomicitySuite<DuckDbInMemoryFixture>;

[NonParallelizable]
public sealed class DuckDbInMemoryCancellationTests : CancellationSuite<DuckDbInMemoryFixture>;

[NonParallelizable]
public sealed class DuckDbInMemoryChainTests : ChainSuite<DuckDbInMemoryFixture>;

[NonParallelizable]
public sealed class DuckDbInMemoryConcurrencyTests : ConcurrencySuite<DuckDbInMemoryFixture>;

[NonParallelizable]
public sealed class DuckDbInMemoryCrashTests : CrashSuite<DuckDbInMemoryFixture>;

[NonParallelizable]
public sealed class DuckDbInMemoryFailureTests : FailureSuite<DuckDbInMemoryFixture>;

[NonParallelizable]
public sealed class DuckDbInMemoryPagingTests : PagingSuite<DuckDbInMemoryFixture>;

[NonParallelizable]
public sealed class DuckDbInMemoryPositionTests : PositionSuite<DuckDbInMemoryFixture>;

[NonParallelizable]
public sealed class DuckDbInMemoryQueryTests : QuerySuite<DuckDbInMemoryFixture>;

[NonParallelizable]
public sealed class DuckDbInMemorySchemaTests : SchemaSuite<DuckDbInMemoryFixture>;

[NonParallelizable]
public sealed class DuckDbInMemoryValueTests : ValueSuite<DuckDbInMemoryFixture>;

[NonParallelizable]
public sealed class DuckDbInMemoryWriteTests : WriteSuite<DuckDbInMemoryFixture>;
