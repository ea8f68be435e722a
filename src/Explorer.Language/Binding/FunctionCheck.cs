using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Explorer.Core.Diagnostics;
using Explorer.Language.Diagnostics;
using Explorer.Language.Syntax;
using Explorer.Machines;
using Explorer.Machines.Expressions;
using Explorer.Machines.Types;

namespace Explorer.Language.Binding;

/// <summary>What can be said of functions and procedures without their calls: the names of their parameters, and
/// mistakes in a function that nobody calls.</summary>
internal sealed class FunctionCheck(GlobalScope globals, IThreadQueries threads)
{
    public void Check()
    {
        foreach (var declaration in globals.Declarations.Declarations)
        {
            switch (declaration)
            {
                case FunctionSyntax f:
                    CheckNames(f.Parameters);
                    if (globals.Find(f.Name.Text) is FunctionSymbol && !globals.Inlined.Contains(f.Name.Text))
                    {
                        CheckBody(f);
                    }

                    break;
                case ProcedureSyntax p:
                    CheckNames(p.Parameters);
                    break;
                default:
                    break;
            }
        }
    }

    private void CheckNames(ImmutableArray<ParameterSyntax> parameters)
    {
        var binder = new ExpressionBinder(globals, new ExpressionContext(Scope.Empty));
        var seen = new Dictionary<string, NameSyntax>();
        foreach (var name in parameters.Select(p => p.Name).Where(n => n.Text.Length > 0))
        {
            binder.CheckShadowing(name);
            if (!seen.TryAdd(name.Text, name))
            {
                globals.Diagnostics.ReportWith(
                    DiagnosticCatalog.DuplicateName, name.Span, null,
                    [new RelatedPlace(seen[name.Text].Span, "declared here too")], name.Text);
            }
        }
    }

    // Whoever calls it might be a thread on a CPU, a property, or a ghost: what any of them may name is right.
    private void CheckBody(FunctionSyntax f)
    {
        var scope = new Scope(null);
        foreach (var parameter in f.Parameters)
        {
            var type = globals.Types.Resolve(parameter.Type);
            scope.Add(type is ErrorType
                ? new ErrorSymbol(parameter.Name.Text, parameter.Name.Span)
                : new ArgumentSymbol(parameter.Name.Text, Stand(parameter.Name.Text, type, parameter.Span), parameter.Name.Span));
        }

        var context = new ExpressionContext(scope) { AllowsGhosts = true, Machine = AnyMachine(f), Threads = threads };
        context.Calls.Push(f.Name.Text);
        new ExpressionBinder(globals, context).BindAs(f.Body, globals.Types.Resolve(f.Result));
    }

    private MachineContext AnyMachine(FunctionSyntax f) => new()
    {
        Index = -1,
        Name = f.Name.Text,
        Me = globals.Find("Cpu") is TypeSymbol cpu ? Stand("me", cpu.Type, f.Name.Span) : null,
        Self = Stand("self", globals.ThreadType, f.Name.Span),
        Kind = MachineKind.Thread,
        Use = globals.Use,
    };

    private static LocalRead Stand(string name, ModelType type, SourceSpan span) => new(new Local(name, type, span), span);
}
