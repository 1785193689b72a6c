using System;
using Stethos.App;
using Stethos.App.Loading;
using Stethos.App.Supervision;
using Stethos.App.Updates;
using Stethos.Boards.Node;
using Stethos.Hal;
using Stethos.Hal.NanoFramework;
using Stethos.Hal.NanoFramework.Hashing;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Slots;
using Stethos.Update.Trust;

namespace Stethos.Boards.Loader
{
    /// <summary>
    /// The program of a board of the larger tiers, which no update replaces: chooses an application from the slots, starts it
    /// under the watchdog's eyes and keeps frames, link and updates going, with or without it.
    /// </summary>
    public sealed class DeviceLoader
    {
        private const int LoaderVersion = 1;
        private const int UpdateTurnMs = 50;
        private const int InboundLength = 1200;
        private const int Room = NodeLoader.MaxChunks << ChunkList.DefaultChunkLog2;
        private readonly DeviceNode _node;
        private readonly NodeLoader _loader;
        private readonly uint[] _natives;
        private readonly IKeyedHash _hash = new DeviceKeyedHash();
        private readonly Supervisor _supervisor;
        private readonly int _modelBytes;
        private readonly int _arenaBytes;

        private DeviceLoader(DeviceNodeOptions options)
        {
            options.InboundLength = InboundLength;
            _natives = options.Natives;
            _modelBytes = options.ModelBytes;
            _arenaBytes = options.ArenaBytes;
            _node = DeviceNode.Boot(options);
            _loader = new NodeLoader(_node.Hal.Files, _hash);
            _loader.Boot(UpdateStart.CauseOf(_node.Hal.Restart.StartCause, _node.Words));
            UpdateStart.Apply(_loader.Decision, _node.Words, _node.State.Control);
            _supervisor = _node.Supervise();
        }

        /// <summary>
        /// Never returns. <paramref name="entry"/>: full name of the class that an application for this board brings;
        /// <paramref name="join"/>: null when the network needs no joining.
        /// </summary>
        public static void Run(DeviceNodeOptions options, string entry, JoinStep? join)
        {
            new DeviceLoader(options).Run(entry, join);
        }

        private void Run(string entry, JoinStep? join)
        {
            byte[]? model = _loader.Read(ComponentCode.Model);
            ICapture[] captures = new ICapture[0];
            IApplication? application = null;
            if (_node.Captures)
            {
                application = Start(entry, model, ref captures);
            }

            StartUpdates(model);
            LoopStep step = application == null
                ? new ReportLoop(_node.Configuration, _node.Clock, _node.State).Step
                : new LoopStep(application.Step);
            _node.Run(captures, step, join);
        }

        // From the first beat on the supervisor watches the loop, and so an application that hangs while it starts.
        private IApplication? Start(string entry, byte[]? model, ref ICapture[] captures)
        {
            _node.State.Control.Beats.Beat(LoopCode.Capture, _node.Uptime.UptimeMs);
            try
            {
                byte[]? image = _loader.Read(ComponentCode.Application);
                if (image == null)
                {
                    return null;
                }

                string version;
                IApplication application = LoadedApplication.Start(image, entry, out version);
                _node.Configuration.Firmware = version;
                captures = application.Prepare(new LoadedNode(_node, model));
                return application;
            }
            catch (Exception)
            {
                _supervisor.NoteCrash(LoopCode.Capture);
                return null;
            }
        }

        private void StartUpdates(byte[]? model)
        {
            byte[]? key = _node.File == null ? null : _node.File.Key;
            if (key == null)
            {
                return;
            }

            DeviceRandom random = new DeviceRandom();
            NodeConfiguration configuration = _node.Configuration;
            UpdateTrust trust = new UpdateTrust(
                new CommandEnvelope(key, configuration.Site, _hash), configuration.Device, new KeySetStore(_node.Hal.Files),
                _loader.Machine, random);
            UpdateParts parts = new UpdateParts(_loader, _node.Hal.Files, _hash, random, _node.Hal.Memory, trust);
            parts.Model = model;
            parts.Facts.Board = configuration.Board;
            parts.Facts.LoaderVersion = LoaderVersion;
            parts.Facts.NativeChecksums = NativeAssemblies.With(_natives);
            parts.Facts.ApplicationRoom = Room;
            parts.Facts.ModelRoom = _modelBytes;
            parts.ArenaBytes = _arenaBytes;
            UpdateAgent agent = new UpdateAgent(configuration, _node.State, _node.Uptime, parts);
            _node.State.Updates = agent;
            DeviceThread.Start(agent.Step, UpdateTurnMs);
        }
    }
}
