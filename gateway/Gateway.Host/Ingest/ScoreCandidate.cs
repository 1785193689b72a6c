using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>A stored frame and the model inputs made from it.</summary>
internal readonly record struct ScoreCandidate(FrameRow Frame, float[] Inputs);
