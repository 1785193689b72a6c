using System;
using System.Collections.Generic;

namespace Stethos.FirmwareLinter.Sizing;

/// <summary>Attributes that the converter leaves out of the file.</summary>
internal static class IgnoredAttributes
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "System.Reflection.AssemblyFileVersionAttribute", "System.Runtime.InteropServices.ComVisibleAttribute",
        "System.Runtime.InteropServices.GuidAttribute", "System.ParamArrayAttribute", "System.SerializableAttribute",
        "System.NonSerializedAttribute", "System.Runtime.InteropServices.StructLayoutAttribute",
        "System.Runtime.InteropServices.OutAttribute", "System.Runtime.CompilerServices.ExtensionAttribute",
        "System.Runtime.CompilerServices.MethodImplAttribute", "System.Runtime.CompilerServices.NullableAttribute",
        "System.Runtime.CompilerServices.NullableContextAttribute", "System.Runtime.CompilerServices.InternalsVisibleToAttribute",
        "System.Runtime.CompilerServices.IndexerNameAttribute", "System.Runtime.CompilerServices.RefSafetyRulesAttribute",
        "System.Reflection.FieldNoReflectionAttribute", "System.Diagnostics.DebuggableAttribute",
        "System.Diagnostics.DebuggerBrowsableAttribute", "System.Diagnostics.DebuggerHiddenAttribute",
        "System.Diagnostics.DebuggerNonUserCodeAttribute", "System.Diagnostics.DebuggerStepThroughAttribute",
        "System.Diagnostics.DebuggerDisplayAttribute", "System.AttributeUsageAttribute", "System.CLSCompliantAttribute",
        "System.FlagsAttribute", "System.ObsoleteAttribute", "System.Diagnostics.ConditionalAttribute",
        "System.ComponentModel.EditorBrowsableAttribute", "System.Reflection.DefaultMemberAttribute", "System.MTAThreadAttribute",
        "System.STAThreadAttribute"
    };

    public static bool Contains(string name) =>
        Names.Contains(name) || name.StartsWith("System.Diagnostics.CodeAnalysis.", StringComparison.Ordinal);
}
