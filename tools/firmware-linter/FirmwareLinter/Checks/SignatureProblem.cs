using System;
using Stethos.FirmwareLinter.Rules;

namespace Stethos.FirmwareLinter.Checks;

/// <summary>Which rule a part of a signature breaks; the parts are named by <see cref="Reading.SignatureNames"/>.</summary>
internal static class SignatureProblem
{
    public static Rule RuleOf(string problem) => problem switch
    {
        _ when problem.StartsWith("multi-dimensional", StringComparison.Ordinal) => RuleTable.MultiArray,
        _ when problem.StartsWith("generic", StringComparison.Ordinal) => RuleTable.GenericType,
        _ when problem.StartsWith("volatile", StringComparison.Ordinal) => RuleTable.Volatile,
        _ => RuleTable.Pointer
    };
}
