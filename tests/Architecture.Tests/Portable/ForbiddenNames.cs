using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Stethos.Architecture.Tests.Portable;

/// <summary>
/// Names that exist on .NET and not on the device, reported with the line of the source. The allow-list over the compiled
/// assembly (the IL rule) is the complete check; this one gives the better message for the usual slips.
/// </summary>
internal static class ForbiddenNames
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["Span"] = "Use byte[] buffer, int offset, int count",
        ["ReadOnlySpan"] = "Use byte[] buffer, int offset, int count",
        ["SpanByte"] = "Use byte[] buffer, int offset, int count; only Hal.NanoFramework knows SpanByte",
        ["Memory"] = "Use byte[] buffer, int offset, int count",
        ["DateTimeOffset"] = "Use milliseconds in a long",
        ["MathF"] = "Use Math and cast to float",
        ["Buffer"] = "Use Array.Copy",
        ["Nullable"] = "Use a bool beside the value",
        ["ValueTuple"] = "Use a struct"
    };

    private static readonly Dictionary<string, string> Members = new(StringComparer.Ordinal)
    {
        ["string.Join"] = "Append in a loop",
        ["String.Join"] = "Append in a loop",
        ["Array.Sort"] = "Sort in the portable source",
        ["Array.Fill"] = "Fill in a loop",
        ["Array.Empty"] = "Use new T[0] in a static field",
        ["Array.Resize"] = "Allocate once and Array.Copy",
        ["Array.Reverse"] = "Swap in a loop"
    };

    private static readonly string[] Namespaces =
        ["System.Linq", "System.Collections.Generic", "System.Threading.Tasks", "System.Runtime.InteropServices"];

    public static string RemedyFor(GenericNameSyntax name) =>
        Types.GetValueOrDefault(name.Identifier.Text, "Use arrays, own delegates or a class for this element type");

    public static (string Cause, string Remedy)? ProblemOf(SyntaxNode node)
    {
        if (node is MemberAccessExpressionSyntax access)
        {
            return MemberProblem(access);
        }

        if (node.Parent is UsingDirectiveSyntax directive && Namespaces.Contains(directive.Name?.ToString()))
        {
            return ($"namespace {directive.Name}", "nanoFramework has none of it; write it without");
        }

        // A member's own name after a value (frame.Buffer) is fine; the type is a type position or the left side of a dot.
        bool isMemberName = node.Parent is MemberAccessExpressionSyntax parent && parent.Name == node;
        if (node is SimpleNameSyntax name && !isMemberName && IsTypePosition(name)
            && Types.TryGetValue(name.Identifier.Text, out string? remedy))
        {
            return ($"{name.Identifier.Text} is not on the device", remedy);
        }

        return null;
    }

    private static (string Cause, string Remedy)? MemberProblem(MemberAccessExpressionSyntax access)
    {
        string owner = access.Expression.ToString();
        string type = owner[(owner.LastIndexOf('.') + 1)..];
        bool isQualifiedType = owner == type || owner == "System." + type;
        if (isQualifiedType && type == "Enum")
        {
            return ($"Enum.{access.Name} is not on the device", "Compare the numbers");
        }

        if (owner != type && isQualifiedType && Types.TryGetValue(type, out string? typeRemedy))
        {
            return ($"{owner} is not on the device", typeRemedy);
        }

        string member = $"{type}.{access.Name.Identifier.Text}";
        return isQualifiedType && Members.TryGetValue(member, out string? remedy) ? ($"{member} is not on the device", remedy) : null;
    }

    private static bool IsTypePosition(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        QualifiedNameSyntax qualified => qualified.Right == name,
        VariableDeclarationSyntax or ParameterSyntax or ObjectCreationExpressionSyntax or ArrayTypeSyntax or CastExpressionSyntax => true,
        MethodDeclarationSyntax or PropertyDeclarationSyntax or TypeArgumentListSyntax or NullableTypeSyntax or BaseTypeSyntax => true,
        _ => false
    };
}
