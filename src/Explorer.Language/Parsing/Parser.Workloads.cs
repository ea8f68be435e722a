using System.Collections.Immutable;
using Explorer.Language.Syntax;

namespace Explorer.Language.Parsing;

/// <content>Workloads.</content>
internal sealed partial class Parser
{
    private WorkloadSyntax ParseWorkload()
    {
        var first = Take();
        _restrictions = Restrictions.StructLiteral;
        Expect("for");
        var binder = ParseBinder();
        var cpu = TryTake("on") ? ParseExpression(Restrictions.StructLiteral) : null;
        Expect(",", "how many operations each may run stands behind a comma: ', 2 each'");
        var each = ParseExpression(Restrictions.StructLiteral);
        Expect("each");
        _restrictions = Restrictions.None;
        return new WorkloadSyntax(binder, cpu, each, ParseOperations(), Since(first));
    }

    private ImmutableArray<OperationSyntax> ParseOperations()
    {
        RecoverToBody();
        if (!Expect("{"))
        {
            return [];
        }

        var open = Previous;
        var operations = ImmutableArray.CreateBuilder<OperationSyntax>();
        do
        {
            var start = _position;
            if (ParseOperation() is { } operation)
            {
                operations.Add(operation);
            }

            if (_panicking)
            {
                SynchroniseStatement(start);
            }
        }
        while (!At("}") && !AtEnd && !AtDeclarationAtMargin && !_abandoned);

        CloseBody(open);
        return operations.ToImmutable();
    }

    private OperationSyntax? ParseOperation()
    {
        var first = Current;
        var text = TryTakeText();
        if (!AtName || !Peek(1).Is("("))
        {
            Fail("a call of a procedure");
            return null;
        }

        var start = _position;
        var call = Limited(start, ParsePostfix()) as CallSyntax;
        var isOnce = TryTake("once");
        ExpectSemicolon();
        return call is null ? null : new OperationSyntax(text, call, isOnce, Since(first));
    }
}
