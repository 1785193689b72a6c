namespace Stethos.App.Configuration
{
    /// <summary>Labels that begin what a MAC covers, so that a MAC for one purpose is none for another.</summary>
    internal static class Labels
    {
        /// <summary>Writes a label's ASCII characters to the beginning of a buffer.</summary>
        internal static void Put(string label, byte[] target)
        {
            for (int i = 0; i < label.Length; i++)
            {
                target[i] = (byte)label[i];
            }
        }
    }
}
