using System;
using System.Collections.Generic;

namespace Stethos.FirmwareLinter.Api;

/// <summary>
/// What the host's compiler or build writes into an assembly without the source having said so. On the device the other
/// compiler run writes its own, so these need no counterpart there. Nothing else is exempt.
/// </summary>
public static class CompilerMembers
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        // nullable annotations, readonly structs, in parameters, closures
        "System.Runtime.CompilerServices.NullableAttribute",
        "System.Runtime.CompilerServices.NullableContextAttribute",
        "System.Runtime.CompilerServices.NullablePublicOnlyAttribute",
        "System.Runtime.CompilerServices.IsReadOnlyAttribute",
        "System.Runtime.CompilerServices.RefSafetyRulesAttribute",
        "System.Runtime.CompilerServices.CompilerGeneratedAttribute",
        "System.Runtime.InteropServices.InAttribute",
        "Microsoft.CodeAnalysis.EmbeddedAttribute",

        // debugging
        "System.Diagnostics.DebuggableAttribute",
        "System.Diagnostics.DebuggableAttribute/DebuggingModes",
        "System.Diagnostics.DebuggerBrowsableAttribute",
        "System.Diagnostics.DebuggerBrowsableState",

        // the assembly's own card
        "System.Runtime.CompilerServices.CompilationRelaxationsAttribute",
        "System.Runtime.CompilerServices.RuntimeCompatibilityAttribute",
        "System.Runtime.Versioning.TargetFrameworkAttribute",
        "System.Reflection.AssemblyCompanyAttribute",
        "System.Reflection.AssemblyConfigurationAttribute",
        "System.Reflection.AssemblyFileVersionAttribute",
        "System.Reflection.AssemblyInformationalVersionAttribute",
        "System.Reflection.AssemblyMetadataAttribute",
        "System.Reflection.AssemblyProductAttribute",
        "System.Reflection.AssemblyTitleAttribute",

        // allowing unsafe code in the project; the code itself is found by its pointers
        "System.Security.UnverifiableCodeAttribute",
        "System.Security.Permissions.SecurityAction",
        "System.Security.Permissions.SecurityPermissionAttribute",

        // the throw of a switch expression without a matching arm; the device's compiler takes InvalidOperationException
        "System.Runtime.CompilerServices.SwitchExpressionException",

        // array tables: <PrivateImplementationDetails> and the call that copies them
        "System.Runtime.CompilerServices.RuntimeHelpers",
        "System.RuntimeFieldHandle"
    };

    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "System.Runtime.CompilerServices.RuntimeHelpers.InitializeArray(System.Array,System.RuntimeFieldHandle)"
    };

    public static bool IsExemptType(string type) => Types.Contains(type);

    public static bool IsExemptMember(string type, string member) =>
        Members.Contains(member) || (Types.Contains(type) && type != "System.Runtime.CompilerServices.RuntimeHelpers");
}
