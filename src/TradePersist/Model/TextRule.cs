using System.Text;

namespace TradePersist.Model;

/// <summary>What a text must keep to be stored in every tier.</summary>
internal static class TextRule
{
    /// <summary>The rule that a text breaks, in words; null when it breaks none.</summary>
    public static string? Fault(string text, int maxLength)
    {
        var characters = 0;
        for (var i = 0; i < text.Length; i++, characters++)
        {
            if (text[i] == '\0')
            {
                return "must not contain NUL";
            }

            if (char.IsSurrogate(text[i]))
            {
                if (!Rune.TryGetRuneAt(text, i, out _))
                {
                    return "must not contain a lone surrogate";
                }

                i++;
            }
        }

        return characters <= maxLength ? null : $"must have at most {maxLength} characters, not {characters}";
    }
}
