using System;
using System.Runtime.InteropServices;

namespace Stethos.OnnxRuntime.Native;

/// <summary>A text as zero-terminated UTF-8 in native memory.</summary>
internal sealed unsafe class Utf8Text(string text) : IDisposable
{
    public byte* Pointer { get; private set; } = (byte*)Marshal.StringToCoTaskMemUTF8(text);

    public void Dispose()
    {
        Marshal.FreeCoTaskMem((nint)Pointer);
        Pointer = null;
    }
}
