namespace Stethos.Features
{
    /// <summary>Places in <see cref="VibrationFeatures.Statistics"/>; the order is part of the feature frame and frozen.</summary>
    public static class StatisticIndex
    {
        /// <summary>Rms of the mean-free signal in g.</summary>
        public const int Rms = 0;

        /// <summary>Largest deviation from the mean in g.</summary>
        public const int Peak = 1;

        /// <summary>Peak / rms.</summary>
        public const int Crest = 2;

        /// <summary>Pearson kurtosis, 3 for normal noise.</summary>
        public const int Kurtosis = 3;

        /// <summary>Skewness.</summary>
        public const int Skewness = 4;

        /// <summary>Largest minus smallest sample in g.</summary>
        public const int PeakToPeak = 5;

        /// <summary>Rms of velocity in mm/s, 10 Hz to 1000 Hz or to the sampling rate / 2.56.</summary>
        public const int VelocityRms = 6;

        /// <summary>Number of statistics per axis.</summary>
        public const int Count = 7;
    }
}
