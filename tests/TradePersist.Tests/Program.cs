using TradePersist.Tests.Support;

// The tests themselves are run by the test host, which does not come here.
var task = (IChildTask)Activator.CreateInstance(Type.GetType(args[0], throwOnError: true)!)!;
await task.RunAsync(args[1..]);
