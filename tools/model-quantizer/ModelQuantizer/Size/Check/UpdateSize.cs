using System;
using System.Buffers.Binary;
using Stethos.Inference;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Size.Delta;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>What an update to another version sends, and of what: compiled blobs on devices, files otherwise.</summary>
/// <param name="Compared"><see cref="Blobs"/> or <see cref="Files"/>.</param>
/// <param name="Delta">Null when a version has no blob.</param>
/// <param name="Refusal">Why there is none; null when there is.</param>
public sealed record UpdateSize(string Compared, OtaDelta? Delta, string? Refusal)
{
    public const string Blobs = "blobs";
    public const string Files = "files";

    /// <summary>Against the installed file: with the blob of the new model when it is a blob, otherwise file with file.</summary>
    /// <param name="installed">A model or a blob; its first bytes say which.</param>
    /// <param name="source">The new model.</param>
    /// <param name="options">Dimensions, and the bytes of the new file.</param>
    /// <param name="device">Of the new model when it has been compiled already.</param>
    /// <exception cref="ModelException">The installed file cannot be read.</exception>
    public static UpdateSize Of(string installed, ModelGraph source, SizeCheckOptions options, DeviceSize? device)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        var old = ModelFile.Read(installed);
        if (!IsBlob(old))
        {
            return new UpdateSize(Files, OtaDelta.Between(old, options.NewFile.Span), null);
        }

        device ??= DeviceSize.Of(source, options.Dimensions);
        return device.Flash is null
            ? new UpdateSize(Blobs, null, $"the installed file is a blob, and the new model does not compile to one: {device.Refusal}")
            : new UpdateSize(Blobs, OtaDelta.Between(old, device.Blob.Span), null);
    }

    /// <summary>Between the blobs of two models.</summary>
    public static UpdateSize Between(DeviceSize before, DeviceSize after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Refusal is { } || after.Refusal is { })
        {
            var which = before.Refusal is null ? "new" : "old";
            return new UpdateSize(Blobs, null, $"the {which} version does not compile for devices: {before.Refusal ?? after.Refusal}");
        }

        return new UpdateSize(Blobs, OtaDelta.Between(before.Blob.Span, after.Blob.Span), null);
    }

    private static bool IsBlob(ReadOnlySpan<byte> file) =>
        file.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(file) == ModelFormat.Magic;
}
