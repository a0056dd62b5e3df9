namespace TradePersist.Tests.Outages;

/// <summary>What a <see cref="TcpProxy"/> does.</summary>
internal enum ProxyMode
{
    /// <summary>Passes everything on.</summary>
    Forward,

    /// <summary>Listens no more, and has closed what was open.</summary>
    Refuse,

    /// <summary>Accepts, and passes nothing on: what is open stays open, and nobody answers any more.</summary>
    Hang,

    /// <summary>Passes on what the client says, and nothing of what the server answers.</summary>
    LoseAnswers,

    /// <summary>Passes on what the server answers, and nothing of what the client says.</summary>
    LoseQuestions,
}
