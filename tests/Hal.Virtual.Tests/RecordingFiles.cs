using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Stethos.Hal.Virtual.Tests
{
    /// <summary>Recordings written for one test, in a folder that goes when the test ends.</summary>
    internal sealed class RecordingFiles : IDisposable
    {
        public const string GoodSidecar = """
            {
              "fs_hz": 12000, "shape": [64], "unit": "g", "label": "outer", "rpm_est": 1795.6, "rpm_file": 1796,
              "bearing": { "orders": { "BPFI": 5.4152, "BPFO": 3.5848, "FTF": 0.39828, "2BSF": 4.7135 } }
            }
            """;

        private readonly string _folder = Directory.CreateTempSubdirectory("stethos-recording-").FullName;

        public string Signal => Path.Combine(_folder, "r.f32");

        public string Sidecar => Path.Combine(_folder, "r.json");

        public RecordingFiles Write(float[] samples, string sidecar)
        {
            File.WriteAllBytes(Signal, MemoryMarshal.AsBytes(samples.AsSpan()).ToArray());
            File.WriteAllText(Sidecar, sidecar);
            return this;
        }

        public RecordingFiles WriteGood() => Write(new float[64], GoodSidecar);

        public void Dispose() => Directory.Delete(_folder, true);
    }
}
