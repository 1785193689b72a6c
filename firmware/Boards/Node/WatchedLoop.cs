using System;
using System.Threading;
using Stethos.App.Supervision;
using Stethos.Hal.NanoFramework;
using Stethos.Protocol;

namespace Stethos.Boards.Node
{
    /// <summary>One loop of the node: whatever ends it ends the boot, and the next one tells.</summary>
    internal sealed class WatchedLoop
    {
        private readonly LoopStep _step;
        private readonly LoopCode _loop;
        private readonly Supervisor _supervisor;

        internal WatchedLoop(LoopStep step, LoopCode loop, Supervisor supervisor)
        {
            _step = step;
            _loop = loop;
            _supervisor = supervisor;
        }

        internal void Step()
        {
            try
            {
                _step();
            }
            catch (Exception)
            {
                _supervisor.NoteCrash(_loop);

                // The restart is under way; nothing of this loop is to be trusted any more.
                Thread.Sleep(Timeout.Infinite);
            }
        }
    }
}
