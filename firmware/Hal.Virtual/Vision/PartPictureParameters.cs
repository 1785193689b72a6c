namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// A generated camera view of parts. The family is the identity to split data by: outline, holes, texture, grey levels,
    /// fixture and lamp follow from it alone, so two families never look alike and two parts of one family do.
    /// </summary>
    public sealed record PartPictureParameters
    {
        /// <summary>Pixels in a row.</summary>
        public int Width { get; init; } = 160;

        /// <summary>Rows.</summary>
        public int Height { get; init; } = 120;

        /// <summary>Kind of part, with its fixture and lamp.</summary>
        public ulong Family { get; init; } = 1;

        /// <summary>Number of the part within its family; texture detail, place and defects follow from it.</summary>
        public ulong Part { get; init; }

        /// <summary>Seconds until the next part lies there (a conveyor); 0 is a fixture whose part stays.</summary>
        public double PartPeriodSeconds { get; init; }

        /// <summary>What is, or will be, wrong.</summary>
        public PartDefect Defect { get; init; } = PartDefect.None;

        /// <summary>Contrast of the defect, 0 to 1; from about 0.3 on a person sees it at once.</summary>
        public double Severity { get; init; } = 0.6;

        /// <summary>When the defect appears; on a conveyor all parts from then on have it.</summary>
        public double DefectStartSeconds { get; init; }

        /// <summary>How far a part lies from its place, pixels, uniform to either side.</summary>
        public double PlaceTolerancePx { get; init; }

        /// <summary>How far a part is turned, degrees, uniform to either side.</summary>
        public double TurnToleranceDegrees { get; init; }

        /// <summary>Shake of the camera from picture to picture, standard deviation in pixels.</summary>
        public double ShakePx { get; init; } = 0.1;

        /// <summary>When fixture or camera begin to move.</summary>
        public double DriftStartSeconds { get; init; }

        /// <summary>Speed of the drift to the right, pixels per second.</summary>
        public double DriftXPxPerSecond { get; init; }

        /// <summary>Speed of the drift downwards, pixels per second.</summary>
        public double DriftYPxPerSecond { get; init; }

        /// <summary>Where the drift ends, pixels along each axis.</summary>
        public double DriftLimitPx { get; init; } = 12;

        /// <summary>Brightness of the lamp; 1 is as the family has it.</summary>
        public double Light { get; init; } = 1;

        /// <summary>When the lamp begins to change.</summary>
        public double LightStartSeconds { get; init; }

        /// <summary>What the lamp loses per second, as a share; negative brightens.</summary>
        public double LightLossPerSecond { get; init; }

        /// <summary>Slow swing of the daylight, share of the lamp's brightness.</summary>
        public double DaylightSwing { get; init; } = 0.02;

        /// <summary>Period of the daylight's swing.</summary>
        public double DaylightPeriodSeconds { get; init; } = 90;

        /// <summary>Standard deviation of the lens's blur in pixels.</summary>
        public double BlurPx { get; init; } = 0.6;

        /// <summary>Standard deviation of the sensor's noise at mid grey.</summary>
        public double NoiseGrey { get; init; } = 2;

        /// <summary>Noise and shake follow from it; equal parameters and times give equal pictures.</summary>
        public ulong Seed { get; init; } = 1;

        /// <summary>
        /// A part with circumstances drawn within what a fixture allows: place, turn, light, focus, noise, and the contrast of
        /// the defect (0.25 to 1). The same arguments give the same view.
        /// </summary>
        public static PartPictureParameters Drawn(ulong family, ulong part, PartDefect defect)
        {
            var draw = new SeededDraw(family, (part * 16) + (ulong)defect + 0x5EED);
            return new PartPictureParameters
            {
                Family = family,
                Part = part,
                Defect = defect,
                Severity = draw.Between(0.25, 1),
                PlaceTolerancePx = 5,
                TurnToleranceDegrees = 4,
                Light = draw.Between(0.72, 1.25),
                BlurPx = draw.Between(0.4, 1.1),
                NoiseGrey = draw.Between(1, 4.5),
                Seed = draw.Number()
            };
        }
    }
}
