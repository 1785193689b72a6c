namespace Stethos.Update.Prover.Flash;

/// <summary>How a file is about to be changed.</summary>
/// <param name="File">Its number.</param>
/// <param name="Old">What it holds; null = there is no file.</param>
/// <param name="Added">What is written or appended; null = the file is deleted.</param>
/// <param name="IsAppend">Old bytes stay.</param>
public readonly record struct FileChange(int File, byte[]? Old, byte[]? Added, bool IsAppend);
