using System;

namespace Stethos.ModelQuantizer.TfLite;

/// <summary>An operator as the file has it. Tensor indices are checked; -1 is an input left out.</summary>
internal sealed class TfLiteOperator
{
    public TfLiteOperator(FlatTable table, int index, (int Code, string Custom)[] codes, int tensors)
    {
        Index = index;
        var code = table.UInt32(0);
        if (code >= codes.Length)
        {
            throw new FlatException($"operator {index}: there is no operator code {code}");
        }

        Op = (TfLiteOp)codes[code].Code;
        CustomCode = codes[code].Custom;
        Inputs = table.Int32s(1);
        Outputs = table.Int32s(2);
        Options = table.Table(4) ?? default;
        if (Array.Exists(Inputs, input => input < -1 || input >= tensors)
            || Array.Exists(Outputs, output => output < 0 || output >= tensors) || Outputs.Length == 0)
        {
            throw new FlatException($"{this}: it names tensors that are not there");
        }
    }

    public int Index { get; }

    public TfLiteOp Op { get; }

    public string CustomCode { get; }

    public int[] Inputs { get; }

    public int[] Outputs { get; }

    /// <summary>The operator's option table, read by slot; absent fields have their defaults.</summary>
    public FlatTable Options { get; }

    public int Output => Outputs[0];

    /// <summary>An input's tensor index, -1 when left out.</summary>
    public int Input(int index) => index < Inputs.Length ? Inputs[index] : -1;

    public override string ToString() =>
        Op == TfLiteOp.Custom ? $"operator {Index} (custom '{CustomCode}')" : $"operator {Index} ({Op})";
}
