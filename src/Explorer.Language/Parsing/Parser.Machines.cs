using System.Collections.Immutable;
using Explorer.Language.Syntax;

namespace Explorer.Language.Parsing;

/// <content>Declarations with bodies: functions, procedures, threads, interrupts and rules.</content>
internal sealed partial class Parser
{
    private readonly record struct MachineHead(
        NameSyntax Name, ImmutableArray<BinderSyntax> Binders, ExpressionSyntax? Cpu, ExpressionSyntax? Condition);

    private FunctionSyntax ParseFunction()
    {
        var first = Take();
        var name = ExpectName("the name of a function");
        var parameters = ParseParameters();
        Expect(":");
        var result = ParseType();
        Expect("=");
        var body = ParseExpression();
        ExpectSemicolon();
        return new FunctionSyntax(name, parameters, result, body, Since(first));
    }

    private ProcedureSyntax ParseProcedure()
    {
        var first = Take();
        var name = ExpectName("the name of a procedure");
        var parameters = ParseParameters();
        _restrictions = Restrictions.StructLiteral;
        var result = TryTake("->") ? ParseType() : null;
        _restrictions = Restrictions.None;
        var body = ParseBody();
        return new ProcedureSyntax(name, parameters, result, body, Since(first));
    }

    private ImmutableArray<ParameterSyntax> ParseParameters() => Expect("(") ? ParseList(")", ParseParameter) : [];

    private ParameterSyntax ParseParameter()
    {
        var first = Current;
        var isReference = At("ref") && Peek(1).Kind == TokenKind.Name;
        if (isReference)
        {
            Take();
        }

        var name = ExpectName("the name of a parameter");
        Expect(":");
        var type = ParseType();
        return new ParameterSyntax(isReference, name, type, Since(first));
    }

    private ThreadSyntax ParseThread()
    {
        var first = Take();
        var head = ParseMachineHead("the name of a thread");
        var body = ParseBody();
        return new ThreadSyntax(head.Name, head.Binders, head.Cpu, head.Condition, body, Since(first));
    }

    private InterruptSyntax ParseInterrupt()
    {
        var first = Take();
        var head = ParseMachineHead("the name of an interrupt");
        var body = ParseBody();
        return new InterruptSyntax(head.Name, head.Binders, head.Cpu, head.Condition, body, Since(first));
    }

    private RuleSyntax ParseRule()
    {
        var first = Current;
        var isMay = TryTake("may");
        Expect("rule");
        var head = ParseMachineHead("the name of a rule");
        var body = ParseBody();
        return new RuleSyntax(isMay, head.Name, head.Binders, head.Cpu, head.Condition, body, Since(first));
    }

    /// <summary>`name for x: T on c when g`; a brace after a name in it begins the body, as a reader expects.</summary>
    private MachineHead ParseMachineHead(string what)
    {
        var name = ExpectName(what);
        _restrictions = Restrictions.StructLiteral;
        var binders = TryTake("for") ? ParseBinders() : [];
        var cpu = TryTake("on") ? ParseExpression(Restrictions.StructLiteral) : null;
        var condition = TryTake("when") ? ParseExpression(Restrictions.StructLiteral) : null;
        _restrictions = Restrictions.None;
        if (!At("{") && (At("for") || At("on") || At("when")))
        {
            Fail("'{'", "the order is 'for', 'on', 'when'");
        }

        return new MachineHead(name, binders, cpu, condition);
    }

    /// <summary>The body after a head, which is read also when the head is broken.</summary>
    private BlockSyntax ParseBody()
    {
        RecoverToBody();
        return ParseBlock();
    }
}
