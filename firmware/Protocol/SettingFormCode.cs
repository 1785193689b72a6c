namespace Stethos.Protocol
{
    /// <summary>What values a property of a node takes. Numbers are frozen by a test.</summary>
    public enum SettingFormCode
    {
        None = 0,

        /// <summary>Whole numbers from low to high.</summary>
        Number = 1,

        /// <summary>Printable ASCII, low to high characters.</summary>
        Text = 2,

        /// <summary>low, 2 × low, 4 × low ... high.</summary>
        Doubling = 3
    }
}
