using System;
using System.Runtime.InteropServices;

namespace Stethos.OnnxRuntime.Native;

/// <summary>A native session, counted: prepared runs keep it alive after <see cref="OrtSession.Dispose"/>.</summary>
internal sealed class SessionHandle : SafeHandle
{
    public SessionHandle(nint session)
        : base(0, ownsHandle: true)
    {
        SetHandle(session);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtSlot.ReleaseSession, handle);
        return true;
    }
}
