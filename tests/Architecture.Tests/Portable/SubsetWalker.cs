using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Portable;

/// <summary>
/// Reports what nanoFramework v1 refuses, or worse, accepts and then runs wrongly (generic methods return garbage, default
/// interface methods fail silently, checked does not throw). Names and members are judged by <see cref="ForbiddenNames"/>.
/// </summary>
internal sealed class SubsetWalker : CSharpSyntaxWalker
{
    private const string DeviceSymbol = "NANOFRAMEWORK_1_0";

    private readonly CSharpSource _source;
    private readonly IReadOnlySet<string> _valueTypes;
    private readonly List<Violation> _found = [];

    private SubsetWalker(CSharpSource source, IReadOnlySet<string> valueTypes)
        : base(SyntaxWalkerDepth.StructuredTrivia)
    {
        _source = source;
        _valueTypes = valueTypes;
    }

    /// <param name="source">A file parsed as C# 9.</param>
    /// <param name="valueTypes">Names of the structs and enums declared in portable sources, for <c>T?</c>.</param>
    public static IReadOnlyList<Violation> Check(CSharpSource source, IReadOnlySet<string> valueTypes)
    {
        SubsetWalker walker = new(source, valueTypes);
        walker.Visit(source.Root);
        return walker._found;
    }

    public override void DefaultVisit(SyntaxNode node)
    {
        (string Cause, string Remedy)? problem = ProblemOf(node);
        if (problem is { } found)
        {
            _found.Add(_source.At(node, found.Cause, found.Remedy));
        }

        base.DefaultVisit(node);
    }

    public override void VisitToken(SyntaxToken token)
    {
        string? cause = token.Kind() switch
        {
            SyntaxKind.AsyncKeyword => "async is not in the portable subset",
            SyntaxKind.DecimalKeyword => "decimal is not in the portable subset",
            SyntaxKind.VolatileKeyword => "volatile is not in the portable subset",
            SyntaxKind.UnsafeKeyword => "unsafe is not in the portable subset",
            _ => null
        };
        if (cause is not null)
        {
            _found.Add(_source.At(token, cause, "Write it without"));
        }

        base.VisitToken(token);
    }

    // Whoever writes !(x > 0) instead of x <= 0 means to catch NaN too.
    private static bool NegatesGreater(ExpressionSyntax operand) =>
        operand is ParenthesizedExpressionSyntax { Expression: BinaryExpressionSyntax inner }
        && inner.DescendantNodesAndSelf().OfType<BinaryExpressionSyntax>().Any(part =>
            part.IsKind(SyntaxKind.GreaterThanExpression) || part.IsKind(SyntaxKind.GreaterThanOrEqualExpression));

    private (string Cause, string Remedy)? ProblemOf(SyntaxNode node) => node switch
    {
        TypeParameterListSyntax => ("generic declaration", "Write one type or method per element type; the device runs no generics"),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not when NegatesGreater(not.Operand) =>
            ("a negated > or >=", "Turn it round to < or <=: with NaN the device says true to > and >="),
        GenericNameSyntax name => ($"generic name {name.Identifier.Text}<>", ForbiddenNames.RemedyFor(name)),
        NullableTypeSyntax type when IsValueType(type.ElementType) =>
            ($"nullable value type {type}", "Use a bool beside the value, or a reserved value"),
        TupleTypeSyntax or TupleExpressionSyntax => ("tuple", "Use out parameters or a struct"),
        ArrayRankSpecifierSyntax { Rank: > 1 } => ("multi-dimensional array", "Use a jagged array or one flat array"),
        QueryExpressionSyntax => ("LINQ query", "Write the loop"),
        AwaitExpressionSyntax => ("await", "Use a thread or poll; the device has no tasks"),
        YieldStatementSyntax => ("yield", "Fill a caller's array"),
        RecordDeclarationSyntax => ("record", "Write a sealed class or a readonly struct"),
        StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax =>
            ("stackalloc", "Keep a buffer in a field"),
        FixedStatementSyntax or PointerTypeSyntax or FunctionPointerTypeSyntax => ("pointer", "Use arrays with offset and count"),
        RangeExpressionSyntax => ("range ..", "Pass offset and count"),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression } => ("index from the end ^", "Use Length - n"),
        CheckedExpressionSyntax { RawKind: (int)SyntaxKind.CheckedExpression }
            or CheckedStatementSyntax { RawKind: (int)SyntaxKind.CheckedStatement } =>
            ("checked does not throw on the device", "Compare with the limits"),
        ConditionalAccessExpressionSyntax => ("?. needs Nullable<T> for value results", "Write the if"),
        FileScopedNamespaceDeclarationSyntax => ("file-scoped namespace", "Use a namespace block"),
        UsingDirectiveSyntax { StaticKeyword.RawKind: (int)SyntaxKind.StaticKeyword } => ("using static", "Name the type at the call"),
        UsingDirectiveSyntax { GlobalKeyword.RawKind: (int)SyntaxKind.GlobalKeyword } => ("global using", "Name it in each file"),
        MemberDeclarationSyntax member when IsInterfaceBody(member) =>
            ("interface member with a body fails silently on the device", "Leave the interface abstract"),
        EnumMemberDeclarationSyntax { EqualsValue: null, Parent: EnumDeclarationSyntax parent } member
            when parent.Identifier.Text.EndsWith("Code", StringComparison.Ordinal) =>
            ($"{parent.Identifier.Text}.{member.Identifier.Text} has no number", "Wire and flash enums state every number"),
        IfDirectiveTriviaSyntax directive when !IsDeviceSymbol(directive.Condition) => WrongSymbol(directive.Condition),
        ElifDirectiveTriviaSyntax directive when !IsDeviceSymbol(directive.Condition) => WrongSymbol(directive.Condition),
        MemberAccessExpressionSyntax or NameSyntax => ForbiddenNames.ProblemOf(node),
        _ => null
    };

    private static (string Cause, string Remedy) WrongSymbol(ExpressionSyntax condition) =>
        ($"#if {condition}", $"Only {DeviceSymbol} may switch portable sources");

    private static bool IsDeviceSymbol(ExpressionSyntax condition) => condition.ToString().TrimStart('!').Trim() == DeviceSymbol;

    private static bool IsInterfaceBody(MemberDeclarationSyntax member) => member.Parent is InterfaceDeclarationSyntax && member switch
    {
        MethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        PropertyDeclarationSyntax property => property.ExpressionBody is not null || HasBody(property.AccessorList),
        IndexerDeclarationSyntax indexer => indexer.ExpressionBody is not null || HasBody(indexer.AccessorList),
        EventFieldDeclarationSyntax => false,
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax => false,
        _ => true
    };

    private static bool HasBody(AccessorListSyntax? accessors) =>
        accessors?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true;

    private bool IsValueType(TypeSyntax type) => type switch
    {
        PredefinedTypeSyntax predefined => !predefined.Keyword.IsKind(SyntaxKind.StringKeyword)
            && !predefined.Keyword.IsKind(SyntaxKind.ObjectKeyword),
        QualifiedNameSyntax name => _valueTypes.Contains(name.Right.Identifier.Text),
        SimpleNameSyntax name => _valueTypes.Contains(name.Identifier.Text),
        _ => false
    };
}
