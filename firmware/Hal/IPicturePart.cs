namespace Stethos.Hal
{
    /// <summary>A part that takes one picture after another: started, asked for one, looked at until it has it. One thread.</summary>
    public interface IPicturePart
    {
        /// <summary>At the last <see cref="Start"/> another part answered than the one that should be there.</summary>
        bool IsWrongPart { get; }

        /// <summary>Prepares the part, which may wait (about 100 ms). Called again after a fault.</summary>
        BusStatusCode Start();

        /// <summary>Begins a picture; the one before is lost.</summary>
        BusStatusCode StartCapture();

        /// <summary>True once the picture waits in the part; false with a fault when it will not come.</summary>
        bool IsDone(out BusStatusCode status);
    }
}
