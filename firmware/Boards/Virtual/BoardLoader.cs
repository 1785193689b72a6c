using System;
using System.Security.Cryptography;
using Stethos.App.Loading;
using Stethos.App.Updates;
using Stethos.Hal;
using Stethos.Update;
using Stethos.Update.Boot;

namespace Stethos.Boards.Virtual;

/// <summary>
/// What a virtual board's loader does at the beginning of a boot. A board fresh from the factory is flashed first, with the
/// application that was built beside this program.
/// </summary>
internal sealed class BoardLoader
{
    private const string FirstList = "ua-l";
    private readonly byte[] _list = new byte[1];
    private ApplicationAssembly? _application;
    private byte[]? _model;

    public BoardLoader(IFileStore files, StartCauseCode cause)
    {
        Loader = new NodeLoader(files, new NativeKeyedHash());
        var isFresh = Loader.Boot(cause).Reason == UpdateReasonCode.NoRecord
            && files.Read(FirstList, _list, out _) == FileStatusCode.NotFound;
        if ((isFresh || IsFlashingCut) && Flash() == UpdateReasonCode.None)
        {
            Loader.Boot(cause);
        }
    }

    public BootDecision Decision => Loader.Decision;

    public NodeLoader Loader { get; }

    /// <summary>Version of the application that was started; none before.</summary>
    public string? Version => _application?.Version;

    /// <summary>Loads the chosen application and makes one of what is in it; null when there is none to start.</summary>
    /// <exception cref="BadImageFormatException">What was signed and verified is no application.</exception>
    public IApplication? Start()
    {
        if (Loader.Read(ComponentCode.Application) is not { } image)
        {
            return null;
        }

        _application = ApplicationAssembly.Load(image);
        return _application.Start();
    }

    /// <summary>The model of the chosen pair; null when it has none.</summary>
    public byte[]? Model => _model ??= Loader.Read(ComponentCode.Model);

    private static byte[] FactoryId => SHA256.HashData(FactoryApplication.Image)[..BootRecord.ImageIdLength];

    // Killed while the factory flashed it: no gateway could ever give it the rest of that.
    private bool IsFlashingCut => Loader.Machine.Record is { State: UpdateStateCode.Staging or UpdateStateCode.Staged } record
        && record.Active == SlotPair.None && record.CandidateId.AsSpan().SequenceEqual(FactoryId);

    private UpdateReasonCode Flash() => Loader.Flash(FactoryApplication.Image, FactoryApplication.Version, FactoryId);
}
