return await TradePersist.Tool.CommandLine.RunAsync(args).ConfigureAwait(false);
