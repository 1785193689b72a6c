using System;

namespace Stethos.Hal.Virtual.Files
{
    /// <summary>The power is off: thrown by every operation of a <see cref="PowerCutFileStore"/> until it is on again.</summary>
    public sealed class PowerCutException : Exception
    {
        public PowerCutException()
            : base("the power is off")
        {
        }

        public PowerCutException(string message)
            : base(message)
        {
        }

        public PowerCutException(string message, Exception inner)
            : base(message, inner)
        {
        }
    }
}
