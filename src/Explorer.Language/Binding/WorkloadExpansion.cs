using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Syntax;

namespace Explorer.Language.Binding;

/// <summary>
/// What a `workload` stands for: an enum of calls, a variable that says what each runs, and a thread for each that runs
/// it. The variable is data that no step writes, so one system holds every workload, and each is an initial state.
/// </summary>
internal static class WorkloadExpansion
{
    /// <summary>Name of the threads, by which properties may ask for them.</summary>
    public const string ThreadName = Machines.Workloads.WorkloadShape.ThreadName;

    /// <summary>Name of the variable: for each the calls that it runs, in order.</summary>
    public const string ProgramName = "workload_program";

    /// <summary>Most operations that one thread may run.</summary>
    public const int MostEach = 16;

    private const string TypeName = "WorkloadCall";
    private const string NothingName = "no_call";
    private const string CounterName = "call_number";

    /// <summary>The declarations. The body of the thread is made when the bound is known.</summary>
    /// <param name="declared">All that is declared in the files, for the names of parameters.</param>
    public static IEnumerable<DeclarationSyntax> Of(WorkloadSyntax workload, IReadOnlyList<DeclarationSyntax> declared)
    {
        var span = workload.Binder.Span;
        var procedures = declared.OfType<ProcedureSyntax>().GroupBy(p => p.Name.Text).ToDictionary(g => g.Key, g => g.Last());
        var calls = workload.Operations.Select((o, i) => new VariantSyntax(
            new NameSyntax(NameOf(workload, i), o.Span), Fields(workload, i, procedures), o.Span));
        var none = new VariantSyntax(new NameSyntax(NothingName, span), [], span);
        yield return new TypeDeclarationSyntax(
            new NameSyntax(TypeName, span), new EnumTypeSyntax([none, .. calls], span), null, span);

        var last = new BinarySyntax(BinaryOperator.Subtract, workload.Each, new NumberSyntax(1, workload.Each.Span), workload.Each.Span);
        var program = new ArrayTypeSyntax(
            new RangeTypeSyntax(new NumberSyntax(0, span), last, false, span),
            new NamedTypeSyntax(new NameSyntax(TypeName, span), span),
            span);
        yield return new VariableSyntax(
            new NameSyntax(ProgramName, span), new ArrayTypeSyntax(workload.Binder.Type, program, span), null, false, false, false, span)
        {
            IsFrozen = true,
        };
        yield return new ThreadSyntax(
            new NameSyntax(ThreadName, span), [workload.Binder], workload.Cpu, null, new BlockSyntax([], span), span)
        {
            Workload = workload,
            Description = workload.Description,
        };
    }

    /// <summary>The body of a thread: call after call, up to the first that is none.</summary>
    /// <param name="each">How many operations a thread may run.</param>
    public static BlockSyntax Body(WorkloadSyntax workload, int each, DeclarationTable declarations)
    {
        var span = workload.Binder.Span;
        StatementSyntax next = new ReturnSyntax(null, span);
        for (var i = workload.Operations.Length - 1; i >= 0; i--)
        {
            var call = new BlockSyntax([Call(workload, i, declarations)], workload.Operations[i].Span);
            next = new IfSyntax(Is(workload, NameOf(workload, i), workload.Operations[i].Span), call, next, span);
        }

        var leave = new IfSyntax(Is(workload, NothingName, span), new ReturnSyntax(null, span), null, span);
        var body = new BlockSyntax([leave, next], span);
        var loop = new ForSyntax(new NameSyntax(CounterName, span), new NumberSyntax(0, span), new NumberSyntax(each - 1, span), body, span);
        return new BlockSyntax([loop], span);
    }

    /// <summary>Is the argument drawn? Its number among the call's fields if so, else -1.</summary>
    public static int FieldOf(OperationSyntax operation, int argument) => operation.Call.Arguments[argument].Value is AnySyntax
        ? operation.Call.Arguments.Take(argument).Count(a => a.Value is AnySyntax)
        : -1;

    private static CallStatementSyntax Call(WorkloadSyntax workload, int operation, DeclarationTable declarations)
    {
        var (syntax, span) = (workload.Operations[operation], workload.Operations[operation].Span);
        var fields = Fields(workload, operation, name => declarations.Find(name) as ProcedureSyntax);
        var arguments = syntax.Call.Arguments.Select((a, i) => FieldOf(syntax, i) is >= 0 and var field
            ? a with { Value = new FieldSyntax(Current(workload, a.Span), fields[field].Name, a.Span) }
            : a);
        return new CallStatementSyntax(syntax.Call with { Arguments = [.. arguments] }, span) { Text = syntax.Text };
    }

    private static IsSyntax Is(WorkloadSyntax workload, string variant, SourceSpan span) =>
        new(Current(workload, span), new NameSyntax(variant, span), span);

    // workload_program[c][call_number]
    private static IndexSyntax Current(WorkloadSyntax workload, SourceSpan span) =>
        new(new IndexSyntax(Name(ProgramName, span), Name(workload.Binder.Name.Text, span), span), Name(CounterName, span), span);

    private static NameExpressionSyntax Name(string text, SourceSpan span) => new(new NameSyntax(text, span), span);

    private static string NameOf(WorkloadSyntax workload, int operation)
    {
        var name = workload.Operations[operation].Call.Name.Text;
        var before = workload.Operations.Take(operation).Count(o => o.Call.Name.Text == name);
        return before == 0 ? $"call_{name}" : string.Create(CultureInfo.InvariantCulture, $"call_{name}_{before + 1}");
    }

    private static ImmutableArray<FieldDeclarationSyntax> Fields(
        WorkloadSyntax workload, int operation, Dictionary<string, ProcedureSyntax> procedures) =>
        Fields(workload, operation, procedures.GetValueOrDefault);

    // One for each drawn argument. Named after the parameter, and after the operation where others have a field of that name
    // and of another type: a field's name stands for the fields of all variants.
    private static ImmutableArray<FieldDeclarationSyntax> Fields(
        WorkloadSyntax workload, int operation, System.Func<string, ProcedureSyntax?> find) =>
        [.. Drawn(workload.Operations[operation], find).Select(d =>
        {
            var isShared = workload.Operations.SelectMany(o => Drawn(o, find)).Any(o => o.Name == d.Name && o.Type.Span.Text != d.Type.Span.Text);
            var name = isShared ? $"{d.Name}_of_{NameOf(workload, operation)}" : d.Name;
            return new FieldDeclarationSyntax(false, new NameSyntax(name, d.Type.Span), d.Type, d.Type.Span);
        })];

    private static IEnumerable<(string Name, TypeSyntax Type)> Drawn(OperationSyntax operation, System.Func<string, ProcedureSyntax?> find)
    {
        var parameters = find(operation.Call.Name.Text)?.Parameters ?? [];
        return operation.Call.Arguments.Select((a, i) => (Argument: a.Value as AnySyntax, Index: i)).Where(a => a.Argument is not null)
            .Select(a => (
                a.Index < parameters.Length ? parameters[a.Index].Name.Text : string.Create(CultureInfo.InvariantCulture, $"argument_{a.Index + 1}"),
                a.Argument!.Type));
    }
}
