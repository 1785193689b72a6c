using System;

namespace Stethos.Hal.Virtual.Recordings
{
    /// <summary>A recording that cannot be used. The message names the file, the field and the cause.</summary>
    public sealed class RecordingException : Exception
    {
        /// <summary>For the exception conventions of .NET; prefer the one with file, field and cause.</summary>
        public RecordingException()
        {
        }

        /// <summary>A message that already says everything.</summary>
        public RecordingException(string message)
            : base(message)
        {
        }

        /// <summary>A message that already says everything, and what led to it.</summary>
        public RecordingException(string message, Exception innerException)
            : base(message, innerException)
        {
        }

        /// <summary>"file: field: cause".</summary>
        public RecordingException(string file, string field, string cause)
            : base(file + ": " + field + ": " + cause)
        {
            File = file;
            Field = field;
        }

        /// <summary>The file at fault.</summary>
        public string File { get; } = string.Empty;

        /// <summary>The field at fault, such as "fs_hz", or "file", "size", "sample".</summary>
        public string Field { get; } = string.Empty;
    }
}
