namespace Stethos.Protocol
{
    /// <summary>What a node is able to do at the moment. Numbers are frozen by a test.</summary>
    public enum NodeModeCode
    {
        /// <summary>Not told.</summary>
        None = 0,

        /// <summary>All loops run.</summary>
        Normal = 1,

        /// <summary>Link and configuration only, after repeated crashes.</summary>
        Safe = 2,

        /// <summary>Link and configuration only, because the memory budget is not met.</summary>
        MemoryShort = 3,

        /// <summary>All loops run, on a configuration that has yet to prove itself.</summary>
        Trial = 4,

        /// <summary>Link and download only, because neither slot holds an application that can be started.</summary>
        Rescue = 5
    }
}
