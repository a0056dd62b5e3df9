using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBInterval(int months, int days, long micros)
{
    private const int DaysPerMonth = 30;

    public int Months { get; } = months;

    public int Days { get; } = days;

    public long Micros { get; } = micros;

    public static implicit operator DuckDBInterval(TimeSpan value) =>
        new(0, value.Days, (value - TimeSpan.FromDays(value.Days)).Ticks / TimeSpan.TicksPerMicrosecond);

    public static explicit operator TimeSpan(DuckDBInterval value) =>
        TimeSpan.FromDays((value.Months * DaysPerMonth) + value.Days) + TimeSpan.FromTicks(value.Micros * TimeSpan.TicksPerMicrosecond);
}
