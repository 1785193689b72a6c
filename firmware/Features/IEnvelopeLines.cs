namespace Stethos.Features
{
    /// <summary>What the fault lines need of an envelope, full or cheap.</summary>
    public interface IEnvelopeLines
    {
        /// <summary>Spacing of the frequencies that <see cref="LineAmplitude"/> looks at.</summary>
        float DfHz { get; }

        /// <summary>Highest modulation frequency the envelope can show.</summary>
        float UsableHz { get; }

        /// <summary>Median amplitude from 5 Hz to 1000 Hz or <see cref="UsableHz"/>, whichever is lower; 0 when silent.</summary>
        float Floor { get; }

        /// <summary>
        /// Largest amplitude at multiples of <see cref="DfHz"/> within max(1.5 %, 1.5 <see cref="DfHz"/>) of
        /// <paramref name="hz"/>: shaft speed is known to about 1 % and rolling elements slip.
        /// </summary>
        float LineAmplitude(float hz);
    }
}
