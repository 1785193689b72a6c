using System.Collections.Generic;

namespace Stethos.FirmwareLinter.Rules;

/// <summary>
/// Every rule. Observed with nanoFramework v1 (CoreLibrary 1.17, metadata processor and nanoCLR of July 2026), construct by construct;
/// what the interpreter computes differently is in docs/device-results.md.
/// </summary>
public static class RuleTable
{
    public static readonly Rule GenericType = new(
        "NF0001", Severity.Fails, "generic type",
        "Generic classes, structs and delegates (List<T>, Action<T>, Nullable<T>, your own) convert, and the CLR dies resolving them.",
        "write one type per element type, a jagged array or a delegate of your own");

    public static readonly Rule GenericMethod = new(
        "NF0002", Severity.Differs, "generic method",
        "A call of a generic method runs and silently returns garbage.",
        "write one method per type");

    public static readonly Rule MultiArray = new(
        "NF0003", Severity.Fails, "multi-dimensional array",
        "int[,] is refused by the converter or kills the CLR while resolving types.",
        "use a jagged array or one flat array");

    public static readonly Rule Pointer = new(
        "NF0004", Severity.Fails, "pointer, stackalloc or function pointer",
        "The metadata processor stops with an error.",
        "use arrays with offset and count");

    public static readonly Rule InterfaceBody = new(
        "NF0005", Severity.Differs, "interface member with a body",
        "Default and static interface members compile and are silently not called; the program ends without a word.",
        "leave the interface abstract and put the code into the classes");

    public static readonly Rule Checked = new(
        "NF0006", Severity.Differs, "checked arithmetic",
        "Overflow does not throw; the value wraps.",
        "compare with the limits before calculating");

    public static readonly Rule EnumText = new(
        "NF0007", Severity.Differs, "text of an enum",
        "ToString, Concat and Format of an enum give its number, not its name.",
        "write a switch that returns the text");

    public static readonly Rule NegatedGreater = new(
        "NF0008", Severity.Differs, "negated > or >= on a floating-point value",
        "With NaN the device says true to > and >=, so !(x > 0), written to catch NaN too, lets NaN through.",
        "turn it round to < or <=: !(0 < x)");

    public static readonly Rule Greater = new(
        "NF0009", Severity.Advice, "> or >= on a floating-point value",
        "With NaN the device says true to > and >=; <, <=, == and != are right.",
        "where NaN can come, write 0 < x instead of x > 0");

    public static readonly Rule UnsignedCast = new(
        "NF0010", Severity.Differs, "(int) of an unsigned expression that is calculated on",
        "The value stays unsigned until it is stored: division, shift, comparison and conversion take it as a large positive number.",
        "store it in an int variable first");

    public static readonly Rule WrongMember = new(
        "NF0011", Severity.Differs, "member with a wrong result",
        "The member exists and returns something else than on .NET (Math.Min(float, float) returns 0 when both are equal).",
        "write the comparison yourself");

    public static readonly Rule StringElement = new(
        "NF0012", Severity.Differs, "element of a string[] compared with null",
        "A fresh element of a string[] is not == null.",
        "fill the array with \"\" and compare lengths, or keep a count");

    public static readonly Rule MissingType = new(
        "NF0013", Severity.Fails, "type that the target lacks",
        "The class libraries of the target do not have it; code compiled for .NET does not load.",
        "write it without");

    public static readonly Rule MissingMember = new(
        "NF0014", Severity.Fails, "member that the target lacks",
        "The type exists on the target, this member or overload does not.",
        "write it without, or use an overload that the target has");

    public static readonly Rule Volatile = new(
        "NF0015", Severity.Fails, "volatile field",
        "The class library has no IsVolatile modifier; the source does not compile for the device.",
        "use lock or Interlocked");

    public static readonly Rule PlatformInvoke = new(
        "NF0016", Severity.Fails, "DllImport",
        "The device has no dynamic libraries; native code has to be an interop assembly in its firmware.",
        "use a class library or an interop assembly");

    public static readonly Rule Limit = new(
        "NF0017", Severity.Fails, "limit of the device's file format",
        "Counts are one byte there (methods of one kind per type, fields per type, parameters, locals, cases of a switch), "
            + "the string and code tables 64 KB; more is refused or cut off without a word.",
        "split it");

    public static readonly Rule FloatMath = new(
        "NF0018", Severity.Advice, "Math function in double precision",
        "Official ESP32 images compute Sqrt, Sin, Log and the like in float precision, although they take and return double.",
        "expect 6 to 7 digits, or write the series yourself");

    public static readonly IReadOnlyList<Rule> All =
    [
        GenericType, GenericMethod, MultiArray, Pointer, InterfaceBody, Checked, EnumText, NegatedGreater, Greater, UnsignedCast,
        WrongMember, StringElement, MissingType, MissingMember, Volatile, PlatformInvoke, Limit, FloatMath
    ];
}
