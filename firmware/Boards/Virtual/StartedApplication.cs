using System;
using System.Collections.Generic;
using System.Threading;
using Stethos.App;
using Stethos.App.Loading;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.Boards.Virtual;

/// <summary>
/// The application of one boot, started under the watchdog's eyes: one that hangs or throws while it starts ends the boot like
/// one that does so later.
/// </summary>
internal sealed class StartedApplication(BoardLoader loader, VirtualNode node)
{
    private const int LookMs = 20;

    /// <summary>What runs; null when nothing does.</summary>
    public IApplication? Application { get; private set; }

    /// <summary>Vibration sensors.</summary>
    public ICapture[] Captures { get; private set; } = [];

    /// <summary>Objects of the application.</summary>
    public IEnumerable<object> Roots => Application is null ? [] : [Application];

    /// <summary>Loads and prepares it, and waits for that.</summary>
    public void Start(VirtualSupervision supervision)
    {
        Exception? fault = null;
        (IApplication? Application, ICapture[] Captures) made = (null, []);
        var starting = new Thread(() =>
        {
            try
            {
                var application = loader.Start();
                made = (application, application?.Prepare(node) ?? []);
            }
            catch (Exception thrown)
            {
                fault = thrown;
            }
        })
        { IsBackground = true, Name = $"start-{node.Configuration.Name}" };
        starting.Start();
        while (!starting.Join(LookMs))
        {
            if (supervision.Ended != StartCauseCode.None)
            {
                return;
            }
        }

        if (fault is not null)
        {
            Console.Error.WriteLine($"{node.Configuration.Name}: the application does not start: {fault.Message}");
            supervision.NoteCrash(LoopCode.Capture);
            return;
        }

        (Application, Captures) = made;
    }
}
