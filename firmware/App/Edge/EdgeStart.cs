using Stethos.App.Configuration;
using Stethos.Edge;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Edge
{
    /// <summary>How every board brings its model to the gate, so that all of them do the same.</summary>
    public static class EdgeStart
    {
        /// <summary>
        /// The gate of a node with this model; null without one. One that cannot score is counted as a corrupt record, and the
        /// node sends every window without a verdict. <paramref name="model"/>: the blob, which must stay as it is.
        /// <paramref name="sensors"/>: how many capture windows. <paramref name="arenaBytes"/>: the board's budget for activations.
        /// </summary>
        public static IWindowGate? Gate(byte[]? model, NodeSettings settings, NodeState state, int sensors, int arenaBytes)
        {
            if (model == null)
            {
                return null;
            }

            EdgeScorer scorer = new EdgeScorer();
            if (scorer.Load(model, 0, model.Length, arenaBytes) != EdgeModelCode.None)
            {
                state.Control.Errors.Count(NodeErrorCode.RecordCorrupt);
                state.IsModelRefused = true;
                return null;
            }

            EdgeOptions options = new EdgeOptions();
            MeasuringSettings? measuring = settings.Further as MeasuringSettings;
            options.IsGating = measuring != null && measuring.LeavesOutCalm;
            return new EdgeGate(scorer, options, state, sensors);
        }

        /// <summary>The model flashed as a file; null when there is none, or one longer than <paramref name="mostBytes"/>.</summary>
        public static byte[]? ReadFile(IFileStore files, int mostBytes)
        {
            int length;
            if (files.Read(EdgeScorer.FileName, new byte[0], out length) != FileStatusCode.TooLarge || length > mostBytes)
            {
                return null;
            }

            byte[] blob = new byte[length];
            return files.Read(EdgeScorer.FileName, blob, out length) == FileStatusCode.Ok ? blob : null;
        }
    }
}
