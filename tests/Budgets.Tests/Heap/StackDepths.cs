using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using Stethos.FirmwareLinter.Reading;

namespace Stethos.Budgets.Tests.Heap;

/// <summary>
/// How many values lie on a method's evaluation stack at most, and before each of its calls, arguments included (ECMA-335
/// III.1.7.5). The metadata processor counts them too; a small method's header would always say 8.
/// </summary>
internal sealed class StackDepths
{
    private StackDepths(IReadOnlyList<(MethodBase Called, int Depth)> calls, int most)
    {
        Calls = calls;
        Most = most;
    }

    /// <summary>Calls in their order, with the member called.</summary>
    public IReadOnlyList<(MethodBase Called, int Depth)> Calls { get; }

    public int Most { get; }

    public static StackDepths Of(MethodBase method)
    {
        List<(MethodBase Called, int Depth)> calls = [];
        if (method.GetMethodBody() is not { } body)
        {
            return new StackDepths(calls, 0);
        }

        int most = 0;

        // A handler begins with what was thrown.
        Dictionary<int, int> known = body.ExceptionHandlingClauses.ToDictionary(
            clause => clause.HandlerOffset, clause => clause.Flags == ExceptionHandlingClauseOptions.Clause ? 1 : 0);
        int depth = 0;
        bool isReached = true;
        foreach (Instruction instruction in IlReader.Read(body.GetILAsByteArray()!))
        {
            depth = known.TryGetValue(instruction.Offset, out int there) ? there : isReached ? depth : 0;
            MethodBase? called = IsCall(instruction.Code) ? method.Module.ResolveMethod((int)instruction.Operand) : null;
            if (called is not null)
            {
                calls.Add((called, depth));
            }

            depth += Change(instruction, called, method);
            most = Math.Max(most, depth);
            foreach (int target in instruction.IsBranch ? [(int)instruction.Operand] : instruction.Targets)
            {
                known.TryAdd(target, instruction.Code.FlowControl == FlowControl.Branch && IsLeave(instruction.Code) ? 0 : depth);
            }

            isReached = !instruction.EndsFlow;
        }

        return new StackDepths(calls, most);
    }

    private static bool IsCall(OpCode code) => code == OpCodes.Call || code == OpCodes.Callvirt || code == OpCodes.Newobj;

    private static bool IsLeave(OpCode code) => code == OpCodes.Leave || code == OpCodes.Leave_S;

    private static int Change(Instruction instruction, MethodBase? called, MethodBase method)
    {
        if (called is not null)
        {
            bool isNew = instruction.Code == OpCodes.Newobj;
            int taken = called.GetParameters().Length + (called.IsStatic || isNew ? 0 : 1);
            return (isNew || (called is MethodInfo info && info.ReturnType != typeof(void)) ? 1 : 0) - taken;
        }

        return instruction.Code == OpCodes.Ret ? (method is MethodInfo own && own.ReturnType != typeof(void) ? -1 : 0)
            : Pushed(instruction.Code.StackBehaviourPush) - Popped(instruction.Code.StackBehaviourPop);
    }

    private static int Pushed(StackBehaviour behaviour) => behaviour switch
    {
        StackBehaviour.Push0 => 0,
        StackBehaviour.Push1_push1 => 2,
        _ => 1
    };

    // The names count: Popref_popi_popi takes three, Pop0 and Varpop none.
    private static int Popped(StackBehaviour behaviour) => behaviour is StackBehaviour.Pop0 or StackBehaviour.Varpop
        ? 0 : behaviour.ToString().Split('_').Length;
}
