using System;
using Stethos.Gateway.Domain.Scoring;
using Stethos.OnnxRuntime;

namespace Stethos.Gateway.Inference;

/// <summary>
/// A model run by ONNX Runtime. <see cref="Score"/> allocates nothing: it copies into buffers prepared for a few batch
/// sizes and slices requests into these. One thread at a time.
/// </summary>
public sealed class OrtScorer : IScorer, IDisposable
{
    private readonly OrtSession _session;
    private readonly BatchRuns _runs;
    private readonly int _width;
    private bool _disposed;

    private OrtScorer(string file, OrtSession session, InputContract contract)
    {
        _session = session;
        Facts = new ModelFactsReader(file, session.Metadata, contract).Read();
        ModelShape.Check(file, session, contract.Width, Facts.Labels.Count);
        _width = contract.Width;
        _runs = new BatchRuns(session, contract.BatchSizes);
    }

    public ModelFacts Facts { get; }

    /// <summary>Loads a model whose metadata says what its inputs and labels are, and checks that they fit this gateway.</summary>
    /// <param name="path">An ONNX file.</param>
    /// <param name="intraOpThreads">Threads per run, 1 or more; small models are fastest on one.</param>
    /// <exception cref="ModelException">The file cannot be used; one sentence says why.</exception>
    public static OrtScorer Load(string path, int intraOpThreads = 1) => Load(path, InputContract.Window, intraOpThreads);

    /// <summary>The same for a model of another kind.</summary>
    /// <exception cref="ModelException">The file cannot be used; one sentence says why.</exception>
    public static OrtScorer Load(string path, InputContract contract, int intraOpThreads = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(intraOpThreads, 1);
        return Load(path, contract, () => OrtSession.FromFile(path, new OrtSessionOptions { IntraOpThreads = intraOpThreads }));
    }

    /// <summary>The same from the bytes of an ONNX file.</summary>
    /// <param name="model">The bytes; not needed afterwards.</param>
    /// <param name="name">For messages.</param>
    /// <param name="contract">What the model must take.</param>
    /// <exception cref="ModelException">The model cannot be used; one sentence says why.</exception>
    public static OrtScorer Load(byte[] model, string name, InputContract contract) =>
        Load(name, contract, () => OrtSession.FromBytes(model, name, new OrtSessionOptions { IntraOpThreads = 1 }));

    private static OrtScorer Load(string name, InputContract contract, Func<OrtSession> open)
    {
        ArgumentNullException.ThrowIfNull(contract);
        OrtSession? session = null;
        try
        {
            session = open();
            return new OrtScorer(name, session, contract);
        }
        catch (OnnxRuntimeException wrong)
        {
            session?.Dispose();
            throw new ModelException(wrong.Message, wrong);
        }
        catch (ModelException)
        {
            session?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A span is shorter than the rows need.</exception>
    /// <exception cref="ModelException">The run failed.</exception>
    public void Score(ReadOnlySpan<float> inputs, int rows, Span<float> probabilities)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        var width = _width;
        var labels = Facts.Labels.Count;
        if (inputs.Length < (long)rows * width || probabilities.Length < (long)rows * labels)
        {
            throw new ArgumentException(
                $"{rows} rows need {(long)rows * width} inputs and {(long)rows * labels} probabilities, "
                + $"given are {inputs.Length} and {probabilities.Length}");
        }

        for (var done = 0; done < rows;)
        {
            var run = _runs.For(rows - done, out var taken);
            inputs.Slice(done * width, taken * width).CopyTo(run.Input());
            Run(run);
            run.Output()[..(taken * labels)].CopyTo(probabilities[(done * labels)..]);
            done += taken;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _runs.Dispose();
        _session.Dispose();
    }

    private static void Run(PinnedRun run)
    {
        try
        {
            run.Run();
        }
        catch (OnnxRuntimeException wrong)
        {
            throw new ModelException(wrong.Message, wrong);
        }
    }
}
