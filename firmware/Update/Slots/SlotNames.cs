namespace Stethos.Update.Slots
{
    /// <summary>Names of a slot's files: two letters for component and slot, a dash, then what it is.</summary>
    public static class SlotNames
    {
        private const string Digits = "0123456789abcdef";

        /// <summary>"ua", "uc" for slots A and B of the application, "um", "un" for those of the model.</summary>
        public static string Prefix(ComponentCode component, int slot)
        {
            if (component == ComponentCode.Model)
            {
                return slot == 0 ? "um" : "un";
            }

            return slot == 0 ? "ua" : "uc";
        }

        /// <summary>The chunk list of a slot.</summary>
        public static string List(string prefix)
        {
            return prefix + "-l";
        }

        /// <summary>The manifest with its signatures, as the agent keeps it beside a slot.</summary>
        public static string Manifest(string prefix)
        {
            return prefix + "-m";
        }

        /// <summary>A segment of chunks: three hexadecimal digits.</summary>
        internal static string Segment(string prefix, int segment)
        {
            char[] name = { prefix[0], prefix[1], '-', Digits[(segment >> 8) & 15], Digits[(segment >> 4) & 15], Digits[segment & 15] };
            return new string(name);
        }
    }
}
