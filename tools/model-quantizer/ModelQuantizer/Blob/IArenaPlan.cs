using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>Gives each buffer a place so that those in use at one time do not overlap.</summary>
public interface IArenaPlan
{
    /// <summary>Sets every <see cref="DeviceBuffer.Place"/>.</summary>
    /// <returns>Bytes of the arena.</returns>
    int Place(IReadOnlyList<DeviceBuffer> buffers);
}
