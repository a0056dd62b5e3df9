using Microsoft.Extensions.Configuration;

namespace TradePersist.DependencyInjection;

/// <summary>Binds options from configuration and gathers what cannot be read.</summary>
internal static class ConfigurationReader
{
    public static IEnumerable<string> Bind(IConfiguration section, object options)
    {
        // Property by property, so that one unreadable value does not hide the next.
        foreach (var property in options.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var value = section.GetSection(property.Name);
            if (!value.Exists())
            {
                continue;
            }

            string? error = null;
            try
            {
                property.SetValue(options, value.Get(property.PropertyType));
            }
            catch (InvalidOperationException exception)
            {
                error = $"{value.Path}: {exception.Message}";
            }

            if (error is not null)
            {
                yield return error;
            }
        }
    }
}
