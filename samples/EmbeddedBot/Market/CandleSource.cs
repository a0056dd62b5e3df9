using TradePersist.Candles;

namespace EmbeddedBot.Market;

/// <summary>Makes the candle of one minute from the close of the one before, and from nothing else.</summary>
internal sealed class CandleSource(long seed)
{
    private const int Ticks = 12;
    private const int TrendMinutes = 90;

    public Candle Next(int index, DateTimeOffset start, double previousClose)
    {
        var instrument = Instrument.All[index];
        var minute = start.ToUnixTimeSeconds() / 60;
        var dice = Dice.For(seed, index, minute);
        var drift = Trend(index, minute) * instrument.Volatility * 0.15;

        double open = previousClose, high = open, low = open, price = open;
        for (var tick = 0; tick < Ticks; tick++)
        {
            var step = (drift / Ticks) + (dice.Bell() * instrument.Volatility / Math.Sqrt(Ticks));
            price = Math.Round(price * (1 + step), instrument.Decimals);
            high = Math.Max(high, price);
            low = Math.Min(low, price);
        }

        var volume = Math.Round((0.2 + dice.Uniform()) * 250_000 / price, 3);
        return new Candle(instrument.Symbol, SimulatedMarket.Timeframe, start, open, high, low, price, volume);
    }

    /// <summary>Up, down or sideways for a while: breakouts need trends.</summary>
    private double Trend(int index, long minute)
    {
        var dice = Dice.For(~seed, index, minute / TrendMinutes);
        return dice.Below(3) - 1;
    }
}
