namespace Stethos.Boards.Node
{
    /// <summary>What a board's program says of its node; the rest is in the node file.</summary>
    public sealed class DeviceNodeOptions
    {
        public DeviceNodeOptions(string board, string drive)
        {
            Board = board;
            Drive = drive;
            RamFrames = 64;
            BatchFrames = 8;
            FlashBlocks = 64;
            BlockLength = 4096;
            SlotLength = App.Outbox.MinSlotLength;
            BurstSamples = 1024;
            LampPin = -1;
            RelayPin = -1;
            InboundSlots = 32;
            InboundLength = 256;
            InFlight = 16;
            CaptureTurnMs = 10;
            LinkTurnMs = 20;
        }

        /// <summary>Name as in hardware/boards; a node file for another one is refused.</summary>
        public string Board { get; }

        /// <summary>Drive of the file store, such as "I:".</summary>
        public string Drive { get; }

        /// <summary>As in <see cref="App.Outboxes.OutboxOptions"/>, like the four after it.</summary>
        public int RamFrames { get; set; }

        public int BatchFrames { get; set; }

        public int FlashBlocks { get; set; }

        public int BlockLength { get; set; }

        public int SlotLength { get; set; }

        /// <summary>Longest burst, samples of one axis.</summary>
        public int BurstSamples { get; set; }

        /// <summary>What this board can be set beyond what all can, with the values it is made with; null = nothing.</summary>
        public App.Configuration.IFurtherSettings? Further { get; set; }

        /// <summary>Capture, storage and supervisor take turns on one thread: for boards without room for three.</summary>
        public bool SharesThread { get; set; }

        /// <summary>Number of the lamp's pin; -1 = none.</summary>
        public int LampPin { get; set; }

        /// <summary>Number of the relay's pin; -1 = none.</summary>
        public int RelayPin { get; set; }

        /// <summary>Heap that must be free before captures and loops are made, bytes.</summary>
        public uint FreeHeapBytes { get; set; }

        /// <summary>
        /// Messages from the gateway that may wait: at least the acknowledgements of all that may be in flight, twice, or those that
        /// find no room have frames sent again and again, faster than the link takes them.
        /// </summary>
        public int InboundSlots { get; set; }

        /// <summary>Bytes of the longest of them.</summary>
        public int InboundLength { get; set; }

        /// <summary>Messages to the gateway that the broker has not answered yet.</summary>
        public int InFlight { get; set; }

        /// <summary>Longest model that an update may bring, bytes.</summary>
        public int ModelBytes { get; set; }

        /// <summary>What a model's activations may take, bytes.</summary>
        public int ArenaBytes { get; set; }

        /// <summary>Checksums of native assemblies that this board's own libraries bind to, beyond those of all boards.</summary>
        public uint[] Natives { get; set; } = new uint[0];

        public int CaptureTurnMs { get; set; }

        public int LinkTurnMs { get; set; }
    }
}
