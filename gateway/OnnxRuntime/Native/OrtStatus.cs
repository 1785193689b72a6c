namespace Stethos.OnnxRuntime.Native;

/// <summary>Turns a status into an exception.</summary>
internal static class OrtStatus
{
    /// <param name="status">0 or a status object, which is released.</param>
    /// <param name="subject">What it was about: the model's name, put before ONNX Runtime's message.</param>
    /// <exception cref="OnnxRuntimeException">The status is an error.</exception>
    public static void ThrowIfFailed(nint status, string subject)
    {
        if (status == 0)
        {
            return;
        }

        var code = (OrtErrorCode)OrtApi.GetErrorCode(status);
        string message = OrtApi.GetErrorMessage(status);
        OrtApi.Release(OrtSlot.ReleaseStatus, status);
        throw new OnnxRuntimeException(code, $"{subject}: {message}");
    }
}
