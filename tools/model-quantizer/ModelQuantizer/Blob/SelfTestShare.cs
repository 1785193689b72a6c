using System;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>How many self-test vectors a blob can afford: one always, more within a tenth of its other bytes or 1 KB.</summary>
public static class SelfTestShare
{
    private const int Share = 10;
    private const int AlwaysBytes = 1024;

    /// <summary>Vectors to store.</summary>
    /// <param name="wanted">As many as were asked for.</param>
    /// <param name="otherBytes">Bytes of the blob without vectors.</param>
    /// <param name="vectorBytes">Bytes of one: all inputs and outputs.</param>
    public static int Count(int wanted, long otherBytes, long vectorBytes) =>
        (int)Math.Min(wanted, Math.Max(1, Math.Max(AlwaysBytes, otherBytes / Share) / Math.Max(1, vectorBytes)));
}
