using Stethos.App;
using Stethos.App.Configuration;
using Stethos.App.LocalOutput;
using Stethos.App.Outboxes;
using Stethos.App.Provisioning;
using Stethos.App.Supervision;
using Stethos.Hal;
using Stethos.Hal.NanoFramework;
using Stethos.Hal.NanoFramework.Files;
using Stethos.Protocol;

namespace Stethos.Boards.Node
{
    /// <summary>
    /// One boot of a node on its board: node file, outbox in flash, last words, settings in force, supervisor, the threads.
    /// A board's program boots it, makes what measures, and lets it run.
    /// </summary>
    public sealed class DeviceNode
    {
        private const int KeeperTurnMs = 50;
        private const int SupervisorTurnMs = 100;
        private const int JoinPauseMs = 5000;
        private readonly DeviceClock _clock = new DeviceClock();
        private readonly DeviceRandom _random = new DeviceRandom();
        private readonly SupervisorHal _hal;
        private readonly DeviceWatchdog _watchdog = new DeviceWatchdog();
        private readonly SupervisorOptions _supervision = new SupervisorOptions();
        private readonly LastWords _words;
        private Supervisor? _supervisor;

        // Let go of when the loops run: 0.7 KB, more with an authority.
        private DeviceNodeOptions _options;
        private NodeFile? _file;

        private DeviceNode(DeviceNodeOptions options, IFileStore files, NodeFile file)
        {
            _options = options;
            _file = file;
            Configuration = NodeFileReader.ConfigurationOf(file, options.RamFrames);
            Clock = new NodeClock(_clock);
            State = new NodeState(new Outbox(Flash(options), files, new BootCounter(files, _random)), options.BurstSamples);
            _hal = new SupervisorHal(files, _watchdog, new DeviceRestart(), new DeviceMemory());
            UsePins(options);
            Settings = NodeFileReader.SettingsOf(file);
            Settings.Further = options.Further;
            _supervision.MemoryBudgetBytes = options.FreeHeapBytes;
            _words = NodeBoot.Begin(Configuration, Settings, file.Key, State, _hal, _supervision);
            State.Control.Time = new GatewayTime(
                Configuration.Device, State.Control.Keeper!.Hmac, State.Boot, Clock, _random, State.Control.Errors);
        }

        public NodeConfiguration Configuration { get; }

        /// <summary>Settings in force in this boot.</summary>
        public NodeSettings Settings { get; }

        public NodeState State { get; }

        public NodeClock Clock { get; }

        /// <summary>The clock of drivers.</summary>
        public IClock Uptime
        {
            get { return _clock; }
        }

        /// <summary>Whether this boot may measure; in safe mode, or with too little memory, it only connects.</summary>
        public bool Captures
        {
            get { return StartCheck.Captures(State.Control.Mode); }
        }

        /// <summary>
        /// Windows whose end file work waits for, when storage shares the capture's thread; set before <see cref="Run"/>.
        /// </summary>
        public WindowPlan? Windows { get; set; }

        /// <summary>What was flashed; null once the loops run.</summary>
        public NodeFile? File
        {
            get { return _file; }
        }

        /// <summary>What the supervisor has of the board.</summary>
        public SupervisorHal Hal
        {
            get { return _hal; }
        }

        /// <summary>Last words of this boot, begun.</summary>
        public LastWords Words
        {
            get { return _words; }
        }

        /// <summary>What the board can tell of itself; set before <see cref="Run"/>.</summary>
        public IBoardGauges? Gauges
        {
            get { return _hal.Gauges; }
            set { _hal.Gauges = value; }
        }

        /// <summary>Begins a boot. Does not return on a board without a node file of its own: the lamp asks for it.</summary>
        public static DeviceNode Boot(DeviceNodeOptions options)
        {
            IFileStore files = new DriveFileStore(options.Drive);
            NodeFile file = new NodeFile();
            if (NodeFileReader.Read(files, options.Board, file) != NodeFileCode.Ok)
            {
                AskForNodeFile(options.LampPin);
            }

            return new DeviceNode(options, files, file);
        }

        /// <summary>
        /// Starts all loops; never returns. <paramref name="capture"/> is one turn of what measures, null when nothing does;
        /// <paramref name="join"/> null when the network needs no joining.
        /// </summary>
        public void Run(ICapture[] captures, LoopStep? capture, JoinStep? join)
        {
            ILink broker = NodeLink.Make(_file!, Settings.BrokerPort, _options, _clock);
            LinkLoop link = new LinkLoop(Configuration, captures, broker, _random, Clock, State);
            Supervisor supervisor = Supervise();
            DeviceMemory.Clear();
            if (_options.SharesThread)
            {
                SharedLoop shared = new SharedLoop(Clock, supervisor, capture, Windows, Keep, KeeperTurnMs, SupervisorTurnMs);
                DeviceThread.Start(shared.Step, _options.CaptureTurnMs);
            }
            else
            {
                StartThreads(supervisor, capture);
            }

            while (join != null && !join(_file!.Ssid, _file.Password))
            {
                _clock.Wait(JoinPauseMs);
            }

            _file = null;
            int turnMs = _options.LinkTurnMs;
            _options = null!;
            DeviceThread.Run(new WatchedLoop(link.Step, LoopCode.Link, supervisor).Step, turnMs);
        }

        /// <summary>Starts the supervisor, and with it the watchdog; <see cref="Run"/> does when nobody did before.</summary>
        public Supervisor Supervise()
        {
            if (_supervisor == null)
            {
                _supervisor = new Supervisor(State, Clock, _hal, _supervision, _words);
                _watchdog.Late = _supervisor.NoteHang;
                if (!_options.SharesThread)
                {
                    DeviceThread.Start(new WatchedLoop(_supervisor.Step, LoopCode.Supervisor, _supervisor).Step, SupervisorTurnMs);
                }
            }

            return _supervisor;
        }

        private static OutboxOptions Flash(DeviceNodeOptions board)
        {
            OutboxOptions options = new OutboxOptions();
            options.RamFrames = board.RamFrames;
            options.BatchFrames = board.BatchFrames;
            options.BlockCount = board.FlashBlocks;
            options.BlockLength = board.BlockLength;
            options.SlotLength = board.SlotLength;
            return options;
        }

        private void StartThreads(Supervisor supervisor, LoopStep? capture)
        {
            if (capture != null)
            {
                DeviceThread.Start(new WatchedLoop(capture, LoopCode.Capture, supervisor).Step, _options.CaptureTurnMs);
            }

            DeviceThread.Start(new WatchedLoop(Keep, LoopCode.Storage, supervisor).Step, KeeperTurnMs);
        }

        private void Keep()
        {
            State.Control.Beats.Beat(LoopCode.Storage, _clock.UptimeMs);
            State.Outbox.Step(_clock.UptimeMs);
        }

        // Nothing can be sent without knowing where to: the lamp says so until somebody flashes the file.
        private static void AskForNodeFile(int lampPin)
        {
            IClock clock = new DeviceClock();
            LedPlayer? lamp = lampPin < 0 ? null : new LedPlayer(new OutputPin(lampPin));
            while (true)
            {
                if (lamp != null)
                {
                    lamp.Step(LedCode.NoConfiguration, clock.UptimeMs);
                }

                clock.Wait(SupervisorTurnMs);
            }
        }

        private void UsePins(DeviceNodeOptions options)
        {
            _hal.Lamp = options.LampPin < 0 ? null : new OutputPin(options.LampPin);
            _hal.Relay = options.RelayPin < 0 ? null : new OutputPin(options.RelayPin);
        }
    }
}
