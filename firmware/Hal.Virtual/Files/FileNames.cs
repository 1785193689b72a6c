using System;

namespace Stethos.Hal.Virtual.Files
{
    /// <summary>The names a flash file system of a node takes: no folders, so that a store cannot be left.</summary>
    internal static class FileNames
    {
        public const int MaxLength = 32;

        /// <summary>Throws for a name no node could use: 1 to 32 of a-z, A-Z, 0-9, dot, dash, underscore; no leading dot.</summary>
        public static void Check(string name)
        {
            ArgumentNullException.ThrowIfNull(name);
            bool good = name.Length is > 0 and <= MaxLength && name[0] != '.';
            foreach (char c in name)
            {
                good &= char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';
            }

            if (!good)
            {
                throw new ArgumentException($"\"{name}\" is no file name of a node.", nameof(name));
            }
        }
    }
}
