using TradePersist.TestKit;

namespace TradePersist.Providers.Tests.Toy;

public sealed class ToyAggregateTests : AggregateSuite<ToyFixture>;

public sealed class ToyAtomicityTests : AtomicitySuite<ToyFixture>;

public sealed class ToyCancellationTests : CancellationSuite<ToyFixture>;

public sealed class ToyChainTests : ChainSuite<ToyFixture>;

public sealed class ToyConcurrencyTests : ConcurrencySuite<ToyFixture>;

public sealed class ToyCrashTests : CrashSuite<ToyFixture>;

public sealed class ToyFailureTests : FailureSuite<ToyFixture>;

public sealed class ToyPagingTests : PagingSuite<ToyFixture>;

public sealed class ToyPositionTests : PositionSuite<ToyFixture>;

public sealed class ToyQueryTests : QuerySuite<ToyFixture>;

public sealed class ToySchemaTests : SchemaSuite<ToyFixture>;

public sealed class ToyValueTests : ValueSuite<ToyFixture>;

public sealed class ToyWriteTests : WriteSuite<ToyFixture>;
