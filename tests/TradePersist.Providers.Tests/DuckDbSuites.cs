using NUnit.Framework;
using TradePersist.TestKit;

namespace TradePersist.Providers.Tests;

// Alone: with databases of other fixtures at work beside it in this process, DuckDB has been seen to answer with wrong values.
[NonParallelizable]
public sealed class DuckDbAggregateTests : AggregateSuite<DuckDbFixture>;

[NonParallelizable]
public sealed class DuckDbAtomicityTests : AtomicitySuite<DuckDbFixture>;

[NonParallelizable]
public sealed class DuckDbCancellationTests : CancellationSuite<DuckDbFixture>;

[NonParallelizable]
public sealed class DuckDbChainTests : ChainSuite<DuckDbFixture>;

[NonParallelizable]
public sealed class DuckDbConcurrencyTests : ConcurrencySuite<DuckDbFixture>;

[NonParallelizable]
public sealed class DuckDbCrashTests : CrashSuite<DuckDbFixture>;

[NonParallelizable]
public sealed class DuckDbFailureTests : FailureSuite<DuckDbFixture>;

[NonParallelizable]
public sealed class DuckDbPagingTests : PagingSuite<DuckDbFixture>;

[NonParallelizable]
public sealed class DuckDbPositionTests : PositionSuite<DuckDbFixture>;

[NonParallelizable]
public sealed class DuckDbQueryTests : QuerySuite<DuckDbFixture>;

[NonParallelizable]
public sealed class DuckDbSchemaTests : SchemaSuite<DuckDbFixture>;

[NonParallelizable]
public sealed class DuckDbValueTests : ValueSuite<DuckDbFixture>;

[NonParallelizable]
public sealed class DuckDbWriteTests : WriteSuite<DuckDbFixture>;
