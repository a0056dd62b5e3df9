using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TradePersist.Tests.Support;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogBook : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(int Id, string Text, Exception? Exception)> _entries = new();

    public IEnumerable<int> Ids => _entries.Select(entry => entry.Id);

    public IEnumerable<string> Texts => _entries.Select(entry => entry.Text);

    /// <summary>Everything that a log file would hold.</summary>
    public string All => string.Join('\n', _entries.Select(entry => $"{entry.Text} {entry.Exception}"));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((eventId.Id, formatter(state, exception), exception));

    public void Dispose()
    {
    }
}
