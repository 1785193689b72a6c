using System;
using System.Threading;

namespace Stethos.Mosquitto;

/// <summary>
/// Runs the distribution's mosquitto program on 127.0.0.1 as a child, starts it again when it ends, and ends it with this object or,
/// through the kernel, with this process. Events come from the supervising thread or a pool thread.
/// </summary>
public sealed class MosquittoBroker : IDisposable
{
    private static readonly TimeSpan ReadyPollInterval = TimeSpan.FromMilliseconds(10);

    private readonly MosquittoBrokerOptions _options;
    private readonly ManualResetEventSlim _ready = new(false);
    private readonly StopSignal _stop;
    private readonly BackOff _backOff;
    private readonly Thread _thread;
    private string _program = "";
    private string? _setPriv;
    private string _configurationPath = "";
    private int _restartCount;
    private int _processId;
    private int _started;
    private int _disposed;
    private volatile MosquittoException? _lastError;

    public MosquittoBroker(MosquittoBrokerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _stop = new StopSignal(options.TimeProvider);
        _backOff = new BackOff(options.RestartDelayMin, options.RestartDelayMax);

        // The thread that starts the child must live as long as the child; a pool thread would not.
        _thread = new Thread(Supervise) { IsBackground = true, Name = "mosquitto supervisor" };
    }

    /// <summary>A line the broker logged. Set before <see cref="Start"/>.</summary>
    public Action<string>? LogLine { get; set; }

    /// <summary>The broker ended unasked or could not be started; a restart follows. Set before <see cref="Start"/>.</summary>
    public Action<MosquittoException>? Error { get; set; }

    public int Port => _options.Port;

    /// <summary>How often the broker was started again.</summary>
    public int RestartCount => Volatile.Read(ref _restartCount);

    /// <summary>Process number of the running broker, 0 when there is none.</summary>
    public int ProcessId => Volatile.Read(ref _processId);

    /// <summary>The running broker accepts connections.</summary>
    public bool IsReady => _ready.IsSet;

    /// <summary>False without util-linux' setpriv: the broker then survives a crash of this process.</summary>
    public bool EndsWithThisProcess => _setPriv is not null;

    /// <summary>Why the broker last ended or did not start.</summary>
    public MosquittoException? LastError => _lastError;

    /// <summary>Checks what can be checked, writes the configuration file and starts the broker.</summary>
    /// <exception cref="MosquittoException">The program is missing or the port is taken.</exception>
    public void Start()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("the broker was started before");
        }

        try
        {
            _program = BrokerProgram.Find(_options.BinaryPath);
            _setPriv = BrokerProgram.FindSetPriv();
            if (!BrokerProcess.IsFree(_options.Port))
            {
                throw new MosquittoException(
                    MosquittoErrorCode.PortInUse,
                    $"port {_options.Port} on 127.0.0.1 is taken by another program: stop that program or choose another port");
            }

            _configurationPath = BrokerConfigurationFile.Write(_options);
        }
        catch
        {
            Volatile.Write(ref _started, 0);
            throw;
        }

        _thread.Start();
    }

    /// <summary>Waits until the broker accepts connections; false when the time is over.</summary>
    public bool WaitReady(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        return _ready.Wait(timeout, cancellationToken);
    }

    /// <summary>Ends the broker and waits for its end, unless called from <see cref="Error"/>.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _stop.Set();
        if (Thread.CurrentThread == _thread)
        {
            return;
        }

        if (Volatile.Read(ref _started) != 0)
        {
            _thread.Join();
        }

        _stop.Dispose();
        _ready.Dispose();
    }

    private void Supervise()
    {
        bool first = true;
        while (!_stop.IsSet)
        {
            if (!first)
            {
                Interlocked.Increment(ref _restartCount);
            }

            first = false;
            long startedAt = _options.TimeProvider.GetTimestamp();
            RunOnce();
            if (_options.TimeProvider.GetElapsedTime(startedAt) >= _options.HealthyAfter)
            {
                _backOff.Reset();
            }

            if (_stop.IsSet || _stop.Wait(_backOff.Next()))
            {
                return;
            }
        }
    }

    private void RunOnce()
    {
        try
        {
            using var process = new BrokerProcess(_program, _setPriv, _configurationPath, line => Quietly(LogLine, line));
            Volatile.Write(ref _processId, process.ProcessId);
            bool stopped = WaitForEnd(process);
            _ready.Reset();
            if (!stopped)
            {
                Fail(DescribeEnd(process));
            }
        }
        catch (MosquittoException exception)
        {
            Fail(exception);
        }
        finally
        {
            _ready.Reset();
            Volatile.Write(ref _processId, 0);
        }
    }

    /// <summary>True when asked to stop, false when the program ended by itself.</summary>
    private bool WaitForEnd(BrokerProcess process)
    {
        WaitHandle[] either = [process.Exited, _stop.WaitHandle];
        while (!_ready.IsSet)
        {
            int ended = WaitHandle.WaitAny(either, ReadyPollInterval);
            if (ended != WaitHandle.WaitTimeout)
            {
                return ended == 1;
            }

            // A foreign listener cannot be mistaken for ours for long: ours would end at once with the port taken.
            if (BrokerProcess.Accepts(_options.Port))
            {
                _ready.Set();
            }
        }

        return WaitHandle.WaitAny(either) == 1;
    }

    private MosquittoException DescribeEnd(BrokerProcess process)
    {
        string end = process.DescribeEnd();
        return end.Contains("Address already in use", StringComparison.Ordinal)
            ? new MosquittoException(MosquittoErrorCode.PortInUse, $"port {_options.Port} on 127.0.0.1 is taken by another program ({end})")
            : new MosquittoException(MosquittoErrorCode.BrokerStopped, end);
    }

    private void Fail(MosquittoException exception)
    {
        _lastError = exception;
        Quietly(Error, exception);
    }

    // A broken log handler must not end the supervision.
    private static void Quietly<T>(Action<T>? handler, T value)
    {
        try
        {
            handler?.Invoke(value);
        }
        catch (Exception)
        {
        }
    }
}
