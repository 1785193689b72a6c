using System;
using System.IO;
using Stethos.Hal.Virtual.Recordings;
using Xunit.Abstractions;

namespace Stethos.Hal.Virtual.Tests
{
    public sealed class RecordingTests : IDisposable
    {
        private readonly RecordingFiles _files = new RecordingFiles();
        private readonly ITestOutputHelper _output;

        public RecordingTests(ITestOutputHelper output)
        {
            _output = output;
        }

        public void Dispose() => _files.Dispose();

        [Fact]
        public void A_good_recording_tells_what_it_is()
        {
            Recording recording = Recording.Load(_files.WriteGood().Signal);
            Assert.Equal("outer", recording.Label);
            Assert.Equal(12000, recording.SampleRateHz);
            Assert.Equal(1795.6 / 60, recording.ShaftHz, 1e-9);
            Assert.Equal(3.5848, recording.Orders.Bpfo);
            Assert.Equal(5.4152, recording.Orders.Bpfi);
            Assert.Equal(4.7135, recording.Orders.TwoBsf);
            Assert.Equal(0.39828, recording.Orders.Ftf);
            Assert.Equal((1, 1, 64), (recording.ChannelCount, recording.SegmentCount, recording.SegmentSamples));
        }

        [Fact]
        public void The_speed_of_the_file_serves_when_none_was_estimated()
        {
            _files.Write(new float[64], RecordingFiles.GoodSidecar.Replace("1795.6", "null"));
            Assert.Equal(1796 / 60.0, Recording.Load(_files.Signal).ShaftHz, 1e-9);
        }

        [Fact]
        public void A_missing_file_is_named()
        {
            AssertRefused(_files.Signal, "file", "missing");
        }

        [Fact]
        public void A_missing_sidecar_is_named()
        {
            _files.WriteGood();
            File.Delete(_files.Sidecar);
            AssertRefused(_files.Sidecar, "file", "sidecar of the recording is missing");
        }

        [Theory]
        [InlineData(0)]
        [InlineData(255)]
        [InlineData(257)]
        public void A_size_that_is_not_whole_samples_is_named(int bytes)
        {
            _files.WriteGood();
            File.WriteAllBytes(_files.Signal, new byte[bytes]);
            AssertRefused(_files.Signal, "size", $"{bytes} bytes");
        }

        [Fact]
        public void A_length_other_than_the_shape_says_is_named()
        {
            _files.Write(new float[63], RecordingFiles.GoodSidecar);
            AssertRefused(_files.Signal, "shape", "says 64 samples, the file holds 63");
        }

        [Theory]
        [InlineData(float.NaN)]
        [InlineData(float.PositiveInfinity)]
        public void A_sample_that_is_no_number_is_named(float value)
        {
            var samples = new float[64];
            samples[17] = value;
            _files.Write(samples, RecordingFiles.GoodSidecar);
            AssertRefused(_files.Signal, "sample 17", "not a finite number");
        }

        [Theory]
        [InlineData("\"fs_hz\": 12000,", "", "fs_hz", "missing")]
        [InlineData("\"fs_hz\": 12000,", "\"fs_hz\": 0,", "fs_hz", "must be above 0, is 0")]
        [InlineData("\"fs_hz\": 12000,", "\"fs_hz\": -5,", "fs_hz", "must be above 0, is -5")]
        [InlineData("\"fs_hz\": 12000,", "\"fs_hz\": \"x\",", "fs_hz", "must be a number")]
        [InlineData("\"fs_hz\": 12000,", "\"fs_hz\": 1e999,", "fs_hz", "must be a number")]
        [InlineData("\"shape\": [64],", "", "shape", "missing")]
        [InlineData("\"shape\": [64],", "\"shape\": 64,", "shape", "must be a list")]
        [InlineData("\"shape\": [64],", "\"shape\": [0],", "shape", "whole numbers of 1 or more")]
        [InlineData("\"shape\": [64],", "\"shape\": [1, 1, 1, 64],", "shape", "1 to 3")]
        [InlineData("\"shape\": [64],", "\"shape\": [2, 32],", "axes", "missing")]
        [InlineData("\"shape\": [64],", "\"shape\": [2, 32], \"axes\": [\"time\", \"sample\"],", "axes", "\"time\"")]
        [InlineData("\"shape\": [64],", "\"shape\": [32, 2], \"axes\": [\"sample\", \"channel\"],", "axes", "out of place")]
        [InlineData("\"unit\": \"g\",", "", "unit", "missing")]
        [InlineData("\"unit\": \"g\",", "\"unit\": \"m/s2\",", "unit", "must be \"g\", is \"m/s2\"")]
        [InlineData("\"label\": \"outer\",", "", "label", "missing")]
        [InlineData("\"rpm_est\": 1795.6, \"rpm_file\": 1796,", "", "rpm_est", "missing, and rpm_file too")]
        [InlineData("\"rpm_est\": 1795.6,", "\"rpm_est\": -1,", "rpm_est", "above 0")]
        [InlineData("\"bearing\"", "\"bearings\"", "bearing", "missing")]
        [InlineData("\"orders\"", "\"order\"", "bearing.orders", "missing")]
        [InlineData("\"BPFO\": 3.5848,", "", "bearing.orders.BPFO", "missing")]
        [InlineData("\"BPFI\": 5.4152,", "", "bearing.orders.BPFI", "missing")]
        [InlineData("\"FTF\": 0.39828,", "", "bearing.orders.FTF", "missing")]
        [InlineData(", \"2BSF\": 4.7135", "", "bearing.orders.2BSF", "missing")]
        public void A_fault_in_the_sidecar_is_named(string good, string bad, string field, string cause)
        {
            string sidecar = RecordingFiles.GoodSidecar.Replace(good, bad);
            Assert.NotEqual(RecordingFiles.GoodSidecar, sidecar);
            _files.Write(new float[64], sidecar);
            AssertRefused(_files.Sidecar, field, cause);
        }

        [Theory]
        [InlineData("")]
        [InlineData("{ \"fs_hz\": ")]
        [InlineData("[]")]
        public void A_sidecar_that_is_no_json_object_is_named(string text)
        {
            _files.Write(new float[64], text);
            AssertRefused(_files.Sidecar, "file", "not");
        }

        [Fact]
        public void Snapshots_and_channels_are_told_apart()
        {
            var samples = new float[3 * 2 * 32];
            for (int i = 0; i < samples.Length; i++)
            {
                samples[i] = ((i / 64) * 10) + ((i / 32) % 2);
            }

            string axes = "\"shape\": [3, 2, 32], \"axes\": [\"snapshot\", \"channel(0=horizontal,1=vertical)\", \"sample\"],";
            _files.Write(samples, RecordingFiles.GoodSidecar.Replace("\"shape\": [64],", axes));
            Recording recording = Recording.Load(_files.Signal);
            Assert.Equal((2, 3, 32), (recording.ChannelCount, recording.SegmentCount, recording.SegmentSamples));

            var middle = new RecordingSource(recording.Snapshots(1, 1));
            var filled = new float[100];
            for (int channel = 0; channel < 2; channel++)
            {
                middle.Fill(channel, 0, 12000, filled, 0, filled.Length);
                Assert.All(filled, value => Assert.Equal(10 + channel, value, 1e-5f));
            }
        }

        [Fact]
        public void Every_shared_recording_loads_except_the_spectra()
        {
            string? folder = SharedData.Folder("vibration");
            if (folder == null)
            {
                _output.WriteLine("no shared data beside the repository: nothing to check");
                return;
            }

            int loaded = 0;
            foreach (string path in Directory.EnumerateFiles(folder, "*.f32", SearchOption.AllDirectories))
            {
                if (path.Contains("fan_spectra", StringComparison.Ordinal))
                {
                    RecordingException refusal = Assert.Throws<RecordingException>(() => Recording.Load(path));
                    Assert.Equal("fs_hz", refusal.Field);
                    continue;
                }

                Recording recording = Recording.Load(path);
                Assert.InRange(recording.ShaftHz, 20, 35);
                loaded++;
            }

            _output.WriteLine($"{loaded} recordings");
            Assert.True(loaded > 0);
        }

        private void AssertRefused(string file, string field, string cause)
        {
            RecordingException refusal = Assert.Throws<RecordingException>(() => Recording.Load(_files.Signal));
            Assert.StartsWith($"{file}: {field}: ", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(cause, refusal.Message, StringComparison.Ordinal);
        }
    }
}
