namespace Stethos.Hal.Virtual.Board
{
    /// <summary>A heap whose free bytes are what the test or the command line says; it measures nothing.</summary>
    public sealed class VirtualMemory : IMemory
    {
        private uint _free;

        public VirtualMemory(uint freeBytes)
        {
            _free = freeBytes;
            LowWaterBytes = freeBytes;
        }

        /// <inheritdoc/>
        public uint FreeBytes
        {
            get => _free;
            set
            {
                _free = value;
                LowWaterBytes = value < LowWaterBytes ? value : LowWaterBytes;
            }
        }

        /// <inheritdoc/>
        public uint LowWaterBytes { get; private set; }
    }
}
