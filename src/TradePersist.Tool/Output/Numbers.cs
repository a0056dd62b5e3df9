using System.Globalization;

namespace TradePersist.Tool.Output;

internal static class Numbers
{
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
