namespace Stethos.Inference
{
    /// <summary>What kernels work on: blob, arena and the tables of the operators (or of the one that runs) in memory.</summary>
    internal sealed class Workspace
    {
        /// <summary>The model blob, with weights and code tables in place.</summary>
        public byte[] Blob = new byte[0];

        /// <summary>Activations, then the scratch window of convolutions.</summary>
        public sbyte[] Arena = new sbyte[0];

        /// <summary>Where the scratch window begins.</summary>
        public int Scratch;

        /// <summary>Sums of the pixel that is being computed.</summary>
        public int[] Sums = new int[0];

        /// <summary>Biases with the input's zero point folded in.</summary>
        public int[] Biases = new int[0];

        /// <summary>Arithmetic B: scales, or an operator's table of 256.</summary>
        public float[] Scales = new float[0];

        /// <summary>Arithmetic A: multipliers, or an operator's table of 256.</summary>
        public int[] Multipliers = new int[0];

        /// <summary>Arithmetic A: shifts, positive to the left.</summary>
        public int[] Shifts = new int[0];

        public bool IsFixedPoint;
    }
}
