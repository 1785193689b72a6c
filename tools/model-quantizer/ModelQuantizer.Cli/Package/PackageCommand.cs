using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Fit;
using Stethos.ModelQuantizer.Size.Check;
using Stethos.ModelQuantizer.Size.Tiers;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Releases.Signing;
using Stethos.Update;
using Stethos.Update.Manifests;
using Stethos.Update.Trust;

namespace Stethos.ModelQuantizer.Cli.Package;

/// <summary>`package`: a model that fits, its card and a signature in one file that a gateway hands out.</summary>
internal sealed class PackageCommand
{
    private const string AnyVersion = "0.0.1-255.255.65535";

    // Nothing is sent chunk by chunk; the longest that manifests know lets a model of 4 MB in.
    private const int GatewayChunk = 1 << ManifestComponent.MaxChunkLog2;
    private readonly Argument<string> _card = new("card")
    {
        Description = "The model's card, as quantize --tier wrote it, with its files beside it.",
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The bundle to write.", HelpName = "model.sbu", Required = true,
    };

    private readonly Option<string> _version = new("--model-version")
    {
        Description = "Version of the model.", HelpName = "1.2.3", Required = true,
    };

    private readonly Option<uint> _sequence = new("--sequence") { Description = "Above that of every release before.", Required = true };
    private readonly Option<string> _key = new("--key")
    {
        Description = "The key that signs models, from stethos release new-key.", Required = true,
    };

    private readonly Option<string> _keys = new("--keys") { Description = "The key set that nodes have (.sks).", Required = true };
    private readonly Option<string> _application = new("--application")
    {
        Description = "Versions of the application that run this model.",
        DefaultValueFactory = _ => AnyVersion,
    };

    private readonly Option<string> _floor = new("--floor")
    {
        Description = "Lowest version of the model that is taken once this one is confirmed.",
        DefaultValueFactory = _ => "0.0.0",
    };

    private readonly Option<uint> _abi = new("--tensor-abi")
    {
        Description = "Number of the tensor form that application and model agree on."
    };

    private readonly Option<DateOnly?> _expires = new("--expires")
    {
        Description = "Day after which no node begins it.", HelpName = "2027-12-31",
    };

    private readonly Option<string[]> _boards = new("--board")
    {
        Description = "A board it is for; all of the tiers otherwise, for G1 the gateway itself. May be repeated.",
    };

    private readonly TierOptions _tiers = new();
    private readonly TextWriter _out;
    private readonly TextWriter _error;

    private PackageCommand(TextWriter output, TextWriter error) => (_out, _error) = (output, error);

    public static Command Make(TextWriter output, TextWriter error)
    {
        var self = new PackageCommand(output, error);
        var command = new Command("package", "Signs a model for the tiers it fits; one that does not fit is refused.")
        {
            self._card, self._output, self._version, self._sequence, self._key, self._keys, self._application, self._floor, self._abi,
            self._expires, self._boards,
        };
        self._tiers.AddTo(command);
        command.SetAction(self.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        // A package holds one model: that of devices, unless the gateway is asked for by name. "All" are those that run models.
        var all = _tiers.Load(result);
        var runtime = all.Min(tier => tier.Runtime);
        var tiers = all.Where(tier => tier.Runtime == runtime && (tier.Without is null || all.Count == 1)).ToList();
        var files = CardFiles.Load(result.GetValue(_card)!, runtime);
        var model = ModelLoader.Load(files.Onnx);
        var size = SizeCheck.Run(model, tiers, new SizeCheckOptions { Dimensions = OpenBatch.Single(model) });
        if (size.Tiers.Any(tier => !tier.Fits))
        {
            CheckTable.Write([size], _out);
            var names = string.Join(", ", size.Tiers.Where(tier => !tier.Fits).Select(tier => tier.Tier));
            _out.WriteLine($"not packaged: it does not fit {names}; name the tiers it fits with --tier");
            return ExitCode.GateFailed;
        }

        var output = result.GetValue(_output)!;
        var description = Describe(result, files, tiers);
        try
        {
            var bundle = Sign(result, description, Path.GetDirectoryName(files.Model)!);
            ModelFile.Write(output, bundle.Write());
            Tell(output, bundle, description.Boards);
            return ExitCode.Ok;
        }
        catch (ReleaseException exception)
        {
            throw new ModelException(files.CardPath, exception.Message, exception);
        }
        catch (SignerException exception)
        {
            throw new ModelException(result.GetValue(_key)!, exception.Message, exception);
        }
    }

    private ReleaseDescription Describe(ParseResult result, CardFiles files, List<HardwareTier> tiers)
    {
        var named = result.GetValue(_boards) ?? [];
        var version = result.GetValue(_version)!;
        var isGateway = tiers[0].Runtime == TierRuntime.OnnxRuntime;
        return new ReleaseDescription
        {
            Sequence = result.GetValue(_sequence),
            Expires = result.GetValue(_expires),
            Boards = named.Length > 0 ? named : isGateway ? [GatewayBoard.Name]
                : BoardFolder.Of(tiers[0].File, [.. tiers.Select(tier => tier.Name)]),
            Model = new DescribedComponent
            {
                File = Path.GetFileName(files.Model), Version = version, Floor = result.GetValue(_floor)!,
                Chunk = isGateway ? GatewayChunk : new DescribedComponent { File = "", Version = "" }.Chunk,
            },
            Pairs =
            [
                new DescribedPair { Application = result.GetValue(_application)!, Model = version, TensorAbi = result.GetValue(_abi) },
            ],
            Card = Path.GetFileName(files.CardPath),
        };
    }

    private ReleaseBundle Sign(ParseResult result, ReleaseDescription description, string folder)
    {
        var keys = KeysOf(result.GetValue(_keys)!);
        using var signer = ReleaseSigner.Open(result.GetValue(_key)!);
        var bundle = new ReleaseMaker(new PortableKeyedHash()).Make(description, folder, keys, signer);
        if (signer.IsNearlyUsed)
        {
            _error.WriteLine($"warning: {signer.Used} of the key's {signer.Count} signatures are used: make the next one soon");
        }

        return bundle;
    }

    private static KeySet KeysOf(string path)
    {
        try
        {
            return KeySetFile.Read(ModelFile.Read(path)).Keys;
        }
        catch (ReleaseException exception)
        {
            throw new ModelException(path, exception.Message, exception);
        }
    }

    private void Tell(string output, ReleaseBundle bundle, IReadOnlyList<string> boards)
    {
        var model = bundle.Manifest.Components[0];
        _out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{output}: model {ReleaseVersion.Text(model.Version)}, sequence {bundle.Manifest.Sequence}, {model.Size:N0} bytes, "
            + $"{bundle.Lists.Values.First().Length:N0} bytes of digests, manifest {bundle.ManifestBytes.Length} bytes"));
        _out.WriteLine($"for {string.Join(", ", boards)}");
        _out.WriteLine($"release {Convert.ToHexStringLower(bundle.Digest)}");
    }
}
