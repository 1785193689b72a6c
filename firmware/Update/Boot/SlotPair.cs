namespace Stethos.Update.Boot
{
    /// <summary>An application slot and the model slot that belongs to it, in one byte: two of four bits, 15 = no slot.</summary>
    public static class SlotPair
    {
        /// <summary>Neither an application nor a model.</summary>
        public const byte None = 0xFF;

        private const int NoSlot = 15;

        /// <summary>Slots are 0 = A, 1 = B, -1 = none.</summary>
        public static byte Of(int application, int model)
        {
            return (byte)((application & NoSlot) | ((model & NoSlot) << 4));
        }

        public static int SlotOf(byte pair, ComponentCode component)
        {
            int slot = component == ComponentCode.Model ? pair >> 4 : pair & NoSlot;
            return slot == NoSlot ? -1 : slot & 1;
        }

        /// <summary>There is something to run: an application, with or without a model.</summary>
        public static bool HasApplication(byte pair)
        {
            return (pair & NoSlot) != NoSlot;
        }

        /// <summary>Whether a pair uses the slot.</summary>
        public static bool Uses(byte pair, ComponentCode component, int slot)
        {
            return SlotOf(pair, component) == slot;
        }
    }
}
