using TradePersist.TestKit;

namespace TradePersist.Providers.Tests;

public sealed class FileAggregateTests : AggregateSuite<FileFixture>;

public sealed class FileCancellationTests : CancellationSuite<FileFixture>;

public sealed class FileConcurrencyTests : ConcurrencySuite<FileFixture>;

public sealed class FilePagingTests : PagingSuite<FileFixture>;

public sealed class FilePositionTests : PositionSuite<FileFixture>;

public sealed class FileQueryTests : QuerySuite<FileFixture>;

public sealed class FileSchemaTests : SchemaSuite<FileFixture>;

public sealed class FileValueTests : ValueSuite<FileFixture>;

public sealed class FileWriteTests : WriteSuite<FileFixture>;
