using System.Text;

namespace Explorer.Reporting.Formats.Html;

/// <summary>Text as HTML.</summary>
internal static class HtmlText
{
    /// <summary>The text so that it stands for itself between tags and in quoted attributes. What HTML cannot contain
    /// becomes U+FFFD: control characters, and halves of surrogate pairs.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                escaped.Append(text[i]).Append(text[++i]);
                continue;
            }

            _ = text[i] switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\n' or '\t' => escaped.Append(text[i]),
                var c when char.IsControl(c) || char.IsSurrogate(c) || c >= '\uFFFE' => escaped.Append('\uFFFD'),
                var c => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
