namespace Stethos.Protocol
{
    /// <summary>Units as UCUM texts (ucum.org), which drivers say, and as codes, which travel.</summary>
    public static class Units
    {
        private const int Last = (int)UnitCode.Hour;

        /// <summary>The code of a UCUM text; false when the protocol has none for it.</summary>
        public static bool TryParse(string text, out UnitCode unit)
        {
            for (int i = 0; i <= Last; i++)
            {
                unit = (UnitCode)i;
                if (TextOf(unit) == text)
                {
                    return true;
                }
            }

            unit = UnitCode.None;
            return false;
        }

        /// <summary>UCUM text; "1" = a number without unit; empty for a code of a newer node.</summary>
        public static string TextOf(UnitCode unit)
        {
            switch (unit)
            {
                case UnitCode.None:
                    return "1";
                case UnitCode.StandardGravity:
                    return "[g]";
                case UnitCode.MillimetrePerSecond:
                    return "mm/s";
                case UnitCode.Hertz:
                    return "Hz";
                case UnitCode.MilliHertz:
                    return "mHz";
                case UnitCode.Millisecond:
                    return "ms";
                case UnitCode.Second:
                    return "s";
                case UnitCode.Celsius:
                    return "Cel";
                default:
                    return RarerTextOf(unit);
            }
        }

        private static string RarerTextOf(UnitCode unit)
        {
            switch (unit)
            {
                case UnitCode.Millivolt:
                    return "mV";
                case UnitCode.Percent:
                    return "%";
                case UnitCode.Decibel:
                    return "dB";
                case UnitCode.PerMinute:
                    return "/min";
                case UnitCode.Pixel:
                    return "{px}";
                case UnitCode.Byte:
                    return "By";
                case UnitCode.Hour:
                    return "h";
                default:
                    return "";
            }
        }
    }
}
