using NUnit.Framework;

namespace TradePersist.Tests.Support;

/// <summary>The servers that <c>eng/servers.sh</c> has started for the tests.</summary>
internal static class TestServers
{
    /// <summary>Where a server is. Without it the test is ignored, and fails where CI is true.</summary>
    public static string Url(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } url)
        {
            return url;
        }

        var reason = $"{variable} is not set: start the servers by eval \"$(eng/servers.sh up)\", or run eng/test.sh.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(reason);
        }

        Assert.Ignore(reason);
        return "";
    }
}
