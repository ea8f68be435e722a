using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using Explorer.Core.Verdicts;

namespace Explorer.Reporting.Traces;

/// <summary>The text form of a schedule: `v1:HASH8:INIT/ACTION.CHOICE/…`, with the first 8 digits of the model's hash.</summary>
public static class ScheduleText
{
    private const string Version = "v1";
    private const int HashDigits = 8;

    /// <summary>The text of a schedule of the model with this hash.</summary>
    public static string Format(string modelHash, Schedule schedule)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Version}:{Short(modelHash)}:{schedule.InitialState}");
        foreach (var step in schedule.Steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"/{step.Action}.{step.Choice}");
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="Format"/> writes. False: it is anything else.</summary>
    public static bool TryParse(string text, out string hash, out Schedule schedule)
    {
        hash = "";
        schedule = new Schedule(0, []);
        var parts = text.Split(':');
        if (parts is not [Version, { Length: HashDigits } digits, var choices] || !digits.All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        var numbers = choices.Split('/');
        if (!TryNumber(numbers[0], out var initial))
        {
            return false;
        }

        var steps = ImmutableArray.CreateBuilder<ScheduledStep>(numbers.Length - 1);
        foreach (var number in numbers.AsSpan(1))
        {
            if (number.Split('.') is not [var first, var second]
                || !TryNumber(first, out var action) || !TryNumber(second, out var choice))
            {
                return false;
            }

            steps.Add(new ScheduledStep(action, choice));
        }

        hash = digits;
        schedule = new Schedule(initial, steps.ToImmutable());
        return true;
    }

    /// <summary>The digits of a model's hash that a schedule carries.</summary>
    public static string Short(string modelHash) =>
        modelHash.Length > HashDigits ? modelHash[..HashDigits] : modelHash.PadRight(HashDigits, '0');

    // Only what Format writes: no sign, no space, no leading zero.
    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && (text.Length == 1 || text[0] != '0');
}
