namespace Stethos.Protocol
{
    /// <summary>Something measured or computed: its name, unit and, if known, its range.</summary>
    public sealed class DescribedQuantity
    {
        public DescribedQuantity()
        {
            Name = "";
        }

        public string Name { get; set; }

        public UnitCode Unit { get; set; }

        public bool HasRange { get; set; }

        /// <summary>Least value, in the unit.</summary>
        public int Low { get; set; }

        /// <summary>Largest value, not below the least.</summary>
        public int High { get; set; }
    }
}
