namespace EmbeddedBot.Drill;

/// <summary>One table of one tier after the drill.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Table">The table.</param>
/// <param name="Acknowledged">How many keys were acknowledged.</param>
/// <param name="Found">How many of them are stored, with what was acknowledged.</param>
/// <param name="Duplicated">How many rows are there beside the first of their key.</param>
/// <param name="InFlight">How many rows are there whose acknowledgement the kill forestalled: they may be stored or not.</param>
internal sealed record TableCheck(string Tier, string Table, long Acknowledged, long Found, long Duplicated, long InFlight)
{
    public long Lost => Acknowledged - Found;

    public bool IsRight => Lost == 0 && Duplicated == 0;
}
