namespace Stethos.App.Loading
{
    /// <summary>
    /// What an application assembly is to the fixed part. The class that implements it has a public constructor without
    /// parameters and the name the fixed part of its board looks for.
    /// </summary>
    public interface IApplication
    {
        /// <summary>
        /// Makes drivers and what measures, once, before any loop runs. Returns the vibration sensors; others are the node's
        /// extension. Not called on a node that may not capture.
        /// </summary>
        ICapture[] Prepare(INode node);

        /// <summary>One turn of what measures, every 10 to 15 ms on a thread of its own.</summary>
        void Step();
    }
}
