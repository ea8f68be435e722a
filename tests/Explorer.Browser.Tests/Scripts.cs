namespace Explorer.Browser.Tests;

/// <summary>What the tests compute in the page.</summary>
internal static class Scripts
{
    /// <summary>The visible texts whose contrast to what is behind them is below a limit, by WCAG 2.2 (relative luminance of
    /// sRGB colours); what is disabled is not looked at.</summary>
    public const string FaintTexts = """
        least => {
          const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
          const rgba = (colour) => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
            return [r, g, b, a / 255];
          };
          const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
          const behind = (node) => {
            if (!node) return [255, 255, 255];
            const own = rgba(getComputedStyle(node).backgroundColor);
            return own[3] === 1 ? own.slice(0, 3) : over(own, behind(node.parentElement));
          };
          const luminance = (c) => {
            const [r, g, b] = c.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const contrast = (a, b) => {
            const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
            return (high + 0.05) / (low + 0.05);
          };
          const faint = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || !node.checkVisibility() || node.closest(":disabled, script")) continue;
            let opacity = 1;
            for (let n = node; n; n = n.parentElement) opacity *= Number(getComputedStyle(n).opacity);
            const ground = behind(node);
            const ink = rgba(getComputedStyle(node).color);
            const found = contrast(over([ink[0], ink[1], ink[2], ink[3] * opacity], ground), ground);
            if (found < least) faint.add(`${found.toFixed(2)} ${node.tagName}.${node.className}: ${walker.currentNode.data.trim().slice(0, 40)}`);
          }
          return [...faint];
        }
        """;
}
