namespace Stethos.Protocol
{
    /// <summary>Something a node can be told, or only asked, with the values it takes.</summary>
    public sealed class DescribedProperty
    {
        public DescribedProperty()
        {
            Name = "";
            Text = "";
        }

        /// <summary><see cref="SettingKey"/> that changes it; 0 = it can only be read.</summary>
        public int Setting { get; set; }

        public string Name { get; set; }

        public UnitCode Unit { get; set; }

        public SettingFormCode Form { get; set; }

        /// <summary>Least value in the unit, or fewest characters.</summary>
        public int Low { get; set; }

        /// <summary>Largest value in the unit, or most characters; not below <see cref="Low"/>.</summary>
        public int High { get; set; }

        /// <summary>Whether the value of now is told: in <see cref="Text"/> for texts, in <see cref="Value"/> otherwise.</summary>
        public bool HasValue { get; set; }

        /// <summary>The value of now in the unit; in its range unless the node runs with what it would not take.</summary>
        public int Value { get; set; }

        /// <summary>The text of now.</summary>
        public string Text { get; set; }
    }
}
