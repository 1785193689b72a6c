using System;
using System.IO;

namespace Stethos.Testing
{
    /// <summary>A folder of its own for one test, deleted with it.</summary>
    public sealed class TemporaryFolder : IDisposable
    {
        /// <summary>Makes the folder.</summary>
        public TemporaryFolder()
        {
            Path = Directory.CreateTempSubdirectory("stethos-test-").FullName;
        }

        /// <summary>Where it is.</summary>
        public string Path { get; }

        /// <summary>The path of a file or folder in it.</summary>
        public string Of(string name) => System.IO.Path.Combine(Path, name);

        /// <inheritdoc/>
        public void Dispose()
        {
            if (Directory.Exists(Path))
            {
                Directory.Delete(Path, recursive: true);
            }
        }
    }
}
