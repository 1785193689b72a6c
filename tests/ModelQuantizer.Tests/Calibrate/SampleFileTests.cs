using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;
using Stethos.Testing;

namespace Stethos.ModelQuantizer.Tests.Calibrate;

public sealed class SampleFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Raw_floats_are_samples_one_after_the_other()
    {
        var path = Write("x.f32", MemoryMarshal.AsBytes<float>([1, 2, 3, 4, 5, 6]).ToArray());
        var source = SampleFiles.Open(path, Input(1, 3));
        Assert.Equal(2, source.Count);
        Assert.Equal([4f, 5, 6], source.Read(1)[0].ToFloats());
        Assert.Equal("x.f32[1]", source.NameOf(1));
    }

    [Fact]
    public void Codes_become_numbers_by_scale_and_zero_point()
    {
        var path = Write("a.bin", [0, 255, 131]);
        var options = new SampleOptions { Type = ElementType.Int8, Scale = 0.5f, ZeroPoint = -1 };
        Assert.Equal([0.5f, 0, -62], SampleFiles.Open(path, Input(1, 3), options).Read(0)[0].ToFloats());
        Assert.Contains("say what they are with --data-type", Refused(path, Input(1, 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_one_sample_for_each_file_in_the_order_of_names()
    {
        Write("b.u8", [4, 5, 6]);
        Write("a.u8", [1, 2, 3]);
        Write("notes.txt", [1]);
        var source = SampleFiles.Open(_folder.Path, Input(1, 3));
        Assert.Equal(["a.u8", "b.u8"], Enumerable.Range(0, source.Count).Select(source.NameOf));
        File.WriteAllText(_folder.Of("labels.csv"), "b.bin,2,1\na.bin,2,0\n");
        Assert.Equal([0, 1], LabelledSet.Load(source, _folder.Of("labels.csv")).Labels);
        File.WriteAllText(_folder.Of("labels.csv"), "b.bin,2,1\n");
        var error = Assert.Throws<ModelException>(() => LabelledSet.Load(source, _folder.Of("labels.csv")));
        Assert.Contains("no label for 'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_numbers_are_read_with_and_without_a_header()
    {
        var path = Write("x.csv", Encoding.UTF8.GetBytes("a,b\n1,2\n3,-4.5e1\n"));
        Assert.Equal([3f, -45], SampleFiles.Open(path, Input(1, 2)).Read(1)[0].ToFloats());
        var wrong = Write("y.csv", Encoding.UTF8.GetBytes("1,2\n3\n"));
        Assert.Contains("line 2: 1 fields, the model's input has 2", Refused(wrong, Input(1, 2)), StringComparison.Ordinal);
        var text = Write("z.csv", Encoding.UTF8.GetBytes("1,2\n3,x\n"));
        Assert.Contains("line 2: a field is no number", Refused(text, Input(1, 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void Npy_arrays_hold_one_sample_or_many()
    {
        var many = Write("m.npy", Npy("<f4", "2, 3", MemoryMarshal.AsBytes<float>([1, 2, 3, 4, 5, 6]).ToArray()));
        var one = Write("o.npy", Npy("|u1", "3,", [7, 8, 9]));
        Assert.Equal([4f, 5, 6], SampleFiles.Open(many, Input(1, 3)).Read(1)[0].ToFloats());
        Assert.Equal([7f, 8, 9], SampleFiles.Open(one, Input(1, 3)).Read(0)[0].ToFloats());
    }

    [Fact]
    public void Broken_npy_files_are_refused_with_the_reason()
    {
        var data = new byte[12];
        Assert.Contains("no .npy file", Refused(Write("a.npy", data), Input(1, 3)), StringComparison.Ordinal);
        Assert.Contains("not supported", Refused(Write("b.npy", Npy(">f4", "3,", data)), Input(1, 3)), StringComparison.Ordinal);
        Assert.Contains("column-major", Refused(Write("c.npy", Npy("<f4", "3,", data, "True")), Input(1, 3)), StringComparison.Ordinal);
        Assert.Contains("its shape needs", Refused(Write("d.npy", Npy("<f4", "2, 3", data)), Input(1, 3)), StringComparison.Ordinal);
        Assert.Contains("do not fit", Refused(Write("e.npy", Npy("<f4", "4,", data)), Input(1, 3)), StringComparison.Ordinal);
        Assert.Contains("no shape", Refused(Write("f.npy", Npy("<f4", "x", data)), Input(1, 3)), StringComparison.Ordinal);
        Assert.Contains("cut off", Refused(Write("g.npy", Npy("<f4", "3,", data)[..20]), Input(1, 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_channel_order_is_named_and_can_be_stated()
    {
        byte[] planes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30];
        var path = Write("p.npy", Npy("|u1", "3, 5, 2", planes));
        var input = Input(1, 5, 2, 3);
        Assert.Contains("the channels stand elsewhere, say so with --layout", Refused(path, input), StringComparison.Ordinal);
        var planar = SampleFiles.Open(path, input, new SampleOptions { Layout = Layout.ChannelsFirst }).Read(0)[0].ToFloats();
        Assert.Equal([1f, 11, 21, 2, 12, 22], planar[..6]);
        var swapped = new SampleOptions { Layout = Layout.ChannelsFirst, SwapRedAndBlue = true };
        Assert.Equal([21f, 11, 1], SampleFiles.Open(path, input, swapped).Read(0)[0].ToFloats()[..3]);
    }

    [Fact]
    public void Lengths_that_do_not_fit_and_missing_files_are_refused()
    {
        Assert.Contains("no whole number of samples", Refused(Write("x.f32", new byte[13]), Input(1, 3)), StringComparison.Ordinal);
        Assert.Contains("no such file or folder", Refused(_folder.Of("nothing"), Input(1, 3)), StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.Of("empty"));
        Assert.Contains("there are no samples", Refused(_folder.Of("empty"), Input(1, 3)), StringComparison.Ordinal);
    }

    private static string Refused(string path, Tensor input)
    {
        var message = Assert.Throws<ModelException>(() => SampleFiles.Open(path, input)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        return message;
    }

    private static Tensor Input(params long[] shape) => new ModelGraph("g").AddInput("x", ElementType.Float, Shape.Of(shape));

    private static byte[] Npy(string type, string shape, byte[] data, string columns = "False")
    {
        var header = $"{{'descr': '{type}', 'fortran_order': {columns}, 'shape': ({shape}), }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. data];
    }

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.Of(name), bytes);
        return _folder.Of(name);
    }
}
