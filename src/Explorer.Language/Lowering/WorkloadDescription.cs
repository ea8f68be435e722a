using System.Linq;
using Explorer.Language.Binding;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines.Types;
using Explorer.Machines.Values;
using Explorer.Machines.Workloads;

namespace Explorer.Language.Lowering;

/// <summary>A `workload` under the settings in force: its bound, what is wrong with it, and what the machines know of it.</summary>
internal static class WorkloadDescription
{
    /// <summary>How many operations a thread may run; null after a report.</summary>
    public static int? Each(WorkloadSyntax workload, GlobalScope globals)
    {
        if (globals.Constant(workload.Each, IntType.Unbounded)?.Value is not IntValue { Number: var each })
        {
            return null;
        }

        if (each is >= 1 and <= WorkloadExpansion.MostEach)
        {
            return (int)each;
        }

        globals.Diagnostics.Report(DiagnosticCatalog.SettingOutOfBounds, workload.Each.Span, "each", each, $"1..{WorkloadExpansion.MostEach}");
        return null;
    }

    /// <summary>Reports arguments that are drawn for `ref` parameters.</summary>
    public static bool HasDrawnReferences(WorkloadSyntax workload, GlobalScope globals)
    {
        var found = false;
        foreach (var call in workload.Operations.Select(o => o.Call))
        {
            var parameters = (globals.Find(call.Name.Text) as ProcedureSymbol)?.Syntax.Parameters ?? [];
            foreach (var (argument, parameter) in call.Arguments.Zip(parameters).Where(p => p.First.Value is AnySyntax && p.Second.IsRef))
            {
                globals.Diagnostics.Report(DiagnosticCatalog.DrawnReference, argument.Span, parameter.Name.Text, call.Name.Text);
                found = true;
            }
        }

        return found;
    }

    /// <summary>What the machines know of the model's workload; null without one.</summary>
    public static WorkloadShape? Of(GlobalScope globals)
    {
        if (globals.Declarations.Workload is not { } workload
            || globals.Find(WorkloadExpansion.ProgramName) is not VariableSymbol { Variable: var program })
        {
            return null;
        }

        return new WorkloadShape(
            program,
            [.. workload.Operations.Select(o => new WorkloadOperation(
                o.Call.Name.Text,
                o.Text,
                [.. o.Call.Arguments.Select((a, i) => new WorkloadArgument(WorkloadExpansion.FieldOf(o, i), a.Span.Text))],
                o.IsOnce))],
            workload.Binder.Span.Text,
            workload.Cpu?.Span.Text);
    }
}
