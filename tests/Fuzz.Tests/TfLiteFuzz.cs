using System;
using System.Collections.Generic;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.TfLite;
using Stethos.Testing.TfLite;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class TfLiteFuzz(ITestOutputHelper output) : ModelFuzz(output)
{
    protected override ModelGraph Parse(byte[] file) => TfLiteModel.Parse(file, "fuzz");

    protected override IReadOnlyList<byte[]> Corpus()
    {
        var small = new WrittenTfLite();
        small.Inputs.Add(small.Tensor(WrittenTfLite.Float, [1, 2, 2, 1]));
        small.Outputs.Add(small.Tensor(WrittenTfLite.Float, [1, 4]));
        small.Operator(22, [0], [1]);

        var codes = new WrittenTfLite();
        var x = codes.Tensor(WrittenTfLite.Int8, [1, 4, 4, 2], null, [0.5f], 3);
        var weights = codes.Tensor(WrittenTfLite.Int8, [3, 3, 3, 2], new byte[54], [0.1f, 0.2f, 0.3f]);
        var bias = codes.Tensor(WrittenTfLite.Int32, [3], new byte[12]);
        var y = codes.Tensor(WrittenTfLite.Int8, [1, 2, 2, 3], null, [0.25f], -128);
        var pooled = codes.Tensor(WrittenTfLite.Int8, [1, 1, 1, 3], null, [0.25f], -128);
        var z = codes.Tensor(WrittenTfLite.Int8, [1, 3], null, [1 / 256f], -128);
        codes.Inputs.Add(x);
        codes.Outputs.Add(z);
        codes.Operator(3, [x, weights, bias], [y], new FlatObject().Small(0, 0).Number(1, 2).Number(2, 2).Small(3, 1));
        codes.Operator(1, [y], [pooled], new FlatObject().Small(0, 1).Number(1, 2).Number(2, 2).Number(3, 2).Number(4, 2));
        codes.Operator(25, [pooled], [z], new FlatObject().Real(0, 1));
        return [small.Bytes(), codes.Bytes()];
    }
}
