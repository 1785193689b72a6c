using System;

namespace Stethos.Releases.Signing;

/// <summary>
/// The files a signer keeps. What a method did is durable when it returns: a power cut afterwards loses nothing of it, one
/// before may leave any part of it.
/// </summary>
internal interface ISignerFiles
{
    /// <summary>The file's bytes; null when there is none.</summary>
    byte[]? Read(string path);

    /// <summary>Makes a file that its owner alone can read; fails when there is one.</summary>
    void Create(string path, byte[] content);

    /// <summary>Adds bytes to the end.</summary>
    void Append(string path, byte[] content);

    /// <summary>Puts other content in the place of the file's, all of it or nothing.</summary>
    void Replace(string path, byte[] content);

    /// <summary>Keeps others from using the file until disposed.</summary>
    IDisposable Lock(string path);
}
