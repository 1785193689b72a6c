namespace Stethos.Inference
{
    /// <summary>Operators of a model blob, see docs/model-format.md. Numbers are stable.</summary>
    public enum OperatorCode
    {
        /// <summary>Not an operator.</summary>
        None = 0,

        /// <summary>Convolution in two dimensions, one dimension (height 1) and fully connected (1 by 1).</summary>
        Convolution = 1,

        /// <summary>Convolution of each channel by itself, one or more results per channel.</summary>
        Depthwise = 2,

        /// <summary>Mean of a window; the whole map for a global pool or a mean over height and width.</summary>
        AveragePool = 3,

        /// <summary>Largest code of a window.</summary>
        MaxPool = 4,

        /// <summary>Sum of two tensors of one shape.</summary>
        Add = 5,

        /// <summary>Softmax over rows.</summary>
        Softmax = 6,

        /// <summary>Each code through a table of 256: requantize, clamps, logistic, tanh and others.</summary>
        Lookup = 7,

        /// <summary>One code into a range: the border of a pad.</summary>
        Fill = 8,

        /// <summary>Blocks from one place to another in three loops with strides: concat, pad, slice, transpose.</summary>
        Copy = 9,

        /// <summary>Each code through the table of its channel: sums and products with a constant per channel.</summary>
        ChannelLookup = 10,
    }
}
