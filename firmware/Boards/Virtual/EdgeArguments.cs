using System;
using System.CommandLine;
using System.IO;
using Stethos.Edge;

namespace Stethos.Boards.Virtual;

/// <summary>What the command line says about the model on the boards.</summary>
internal sealed class EdgeArguments
{
    private const int ArenaLimit = 16 * 1024;

    private readonly Option<FileInfo?> _model = new("--edge-model") { Description = "Blob (.nqm) that scores every window on the board." };
    private readonly Option<bool> _gating = new("--edge-gating") { Description = "Windows without news are counted instead of sent." };

    /// <summary>Options that the command has from now on.</summary>
    public static EdgeArguments AddedTo(Command command)
    {
        var self = new EdgeArguments();
        command.Add(self._model);
        command.Add(self._gating);
        return self;
    }

    /// <exception cref="ArgumentException">The file is no model that scores windows; the message is one line.</exception>
    public FleetOptions Into(ParseResult result, FleetOptions options)
    {
        var file = result.GetValue(_model);
        if (file is null)
        {
            return result.GetValue(_gating) ? throw new ArgumentException("--edge-gating: wants --edge-model") : options;
        }

        var blob = File.ReadAllBytes(file.FullName);
        var scorer = new EdgeScorer();
        var answer = scorer.Load(blob, 0, blob.Length, ArenaLimit);
        return answer == EdgeModelCode.None
            ? options with { EdgeModel = blob, IsEdgeGating = result.GetValue(_gating) }
            : throw new ArgumentException($"--edge-model {file.Name}: no model that scores windows ({answer}, {scorer.BlobError})");
    }
}
