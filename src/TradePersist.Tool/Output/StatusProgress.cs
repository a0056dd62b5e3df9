using Spectre.Console;
using TradePersist.Repair;

namespace TradePersist.Tool.Output;

/// <summary>Progress as one line that changes.</summary>
internal sealed class StatusProgress(StatusContext status) : IProgress<VerifyProgress>
{
    public void Report(VerifyProgress value) => status.Status = Markup.Escape(Numbers.Text($"{value.Table}: {value.Keys:N0} keys compared"));
}
