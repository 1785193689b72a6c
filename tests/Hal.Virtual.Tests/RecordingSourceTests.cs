using System;
using System.Diagnostics;
using System.IO;
using Stethos.Hal.Virtual.Recordings;
using Xunit.Abstractions;

namespace Stethos.Hal.Virtual.Tests
{
    public sealed class RecordingSourceTests : IDisposable
    {
        private readonly RecordingFiles _files = new RecordingFiles();
        private readonly ITestOutputHelper _output;

        public RecordingSourceTests(ITestOutputHelper output)
        {
            _output = output;
        }

        public void Dispose() => _files.Dispose();

        [Theory]
        [InlineData(12000, 12800)]
        [InlineData(48000, 12800)]
        [InlineData(48828, 12800)]
        [InlineData(25600, 12800)]
        [InlineData(12000, 800)]
        [InlineData(12000, 48000)]
        public void A_tone_in_band_keeps_its_amplitude_within_a_thousandth(int inputHz, int outputHz)
        {
            double lowerHz = Math.Min(inputHz, outputHz);
            foreach (double share in new[] { 0.01, 0.1, 0.25, 0.35, 0.41 })
            {
                double toneHz = share * lowerHz;
                float[] samples = ReplayTone(inputHz, outputHz, toneHz);
                double amplitude = Measure.Line(samples, toneHz, outputHz);
                Assert.True(Math.Abs(amplitude - 1) < 1e-3, $"{toneHz} Hz of {inputHz} at {outputHz}: {amplitude:F5}");
            }
        }

        [Theory]
        [InlineData(48000, 12800)]
        [InlineData(48828, 12800)]
        [InlineData(25600, 12800)]
        [InlineData(12000, 800)]
        public void What_lies_above_the_new_band_is_at_least_60_db_down(int inputHz, int outputHz)
        {
            double worst = 0;
            for (double toneHz = 0.501 * outputHz; toneHz < 0.49 * inputHz; toneHz += 0.0371 * outputHz)
            {
                float[] samples = ReplayTone(inputHz, outputHz, toneHz);
                worst = Math.Max(worst, Measure.Rms(samples) * Math.Sqrt(2));
            }

            _output.WriteLine($"{inputHz} to {outputHz}: worst alias {20 * Math.Log10(worst):F1} dB");
            Assert.True(worst < 1e-3, $"{20 * Math.Log10(worst):F1} dB");
        }

        [Fact]
        public void Going_up_adds_no_images()
        {
            float[] samples = ReplayTone(12000, 48000, 3000);
            double image = Measure.Line(samples, 9000, 48000);
            Assert.True(image < 1e-3, $"{20 * Math.Log10(image):F1} dB");
        }

        [Theory]
        [InlineData(12000)]
        [InlineData(12800)]
        [InlineData(800)]
        public void Portions_do_not_change_the_samples(int outputHz)
        {
            RecordingSource source = Noise(5000);
            var whole = new float[3000];
            source.Fill(0, 1.237, outputHz, whole, 0, whole.Length);
            var pieces = new float[3000];
            for (int at = 0; at < pieces.Length; at += 77)
            {
                source.Fill(0, 1.237 + (at / (double)outputHz), outputHz, pieces, at, Math.Min(77, pieces.Length - at));
            }

            Assert.Equal(whole, pieces);
        }

        [Fact]
        public void At_its_own_rate_the_recording_comes_out_unchanged()
        {
            float[] samples = RandomSamples(2000);
            RecordingSource source = Source(samples, 12000);
            var replayed = new float[1400];
            source.Fill(0, 300 / 12000.0, 12000, replayed, 0, replayed.Length);
            Assert.Equal(samples[300..1700], replayed);
        }

        [Fact]
        public void The_loop_has_no_step_at_its_seam()
        {
            // A slow ramp: without a fade the seam would jump by its whole height.
            var ramp = new float[4096];
            for (int i = 0; i < ramp.Length; i++)
            {
                ramp[i] = i / 4096f;
            }

            RecordingSource source = Source(ramp, 12000);
            var twice = new float[2 * 4096];
            source.Fill(0, 0, 12000, twice, 0, twice.Length);
            for (int i = 1; i < twice.Length; i++)
            {
                Assert.True(Math.Abs(twice[i] - twice[i - 1]) < 0.01, $"step at {i}");
            }
        }

        [Fact]
        public void It_repeats_for_ever()
        {
            RecordingSource source = Noise(3000);
            double period = (3000 - 256) / 12000.0;
            var first = new float[500];
            var later = new float[500];
            source.Fill(0, 0, 12000, first, 0, 500);
            source.Fill(0, 100000 * period, 12000, later, 0, 500);
            Assert.Equal(first, later);
        }

        [Fact]
        public void A_recording_shorter_than_the_filter_still_replays()
        {
            RecordingSource source = Source(RandomSamples(16), 48000);
            var samples = new float[200];
            source.Fill(0, 0, 800, samples, 0, samples.Length);
            Assert.All(samples, sample => Assert.True(float.IsFinite(sample)));
        }

        [Fact]
        public void A_channel_that_was_not_recorded_is_silent()
        {
            var samples = new float[10];
            Array.Fill(samples, 9f);
            Noise(100).Fill(1, 0, 12800, samples, 1, 8);
            Assert.Equal(new[] { 9f, 0, 0, 0, 0, 0, 0, 0, 0, 9f }, samples);
        }

        [Fact]
        public void One_core_resamples_more_than_10_channels_in_real_time()
        {
            RecordingSource source = Source(RandomSamples(480000), 48000);
            var buffer = new float[256];
            source.Fill(0, 0, 12800, buffer, 0, buffer.Length);
            const int Seconds = 10;
            long started = Stopwatch.GetTimestamp();
            for (int block = 0; block < Seconds * 50; block++)
            {
                source.Fill(0, block * 256 / 12800.0, 12800, buffer, 0, buffer.Length);
            }

            double factor = Seconds / Stopwatch.GetElapsedTime(started).TotalSeconds;
            _output.WriteLine($"{factor:F0} times real time, 48,000 to 12,800 Hz");
            Assert.True(factor > 10, $"{factor:F0}");
        }

        [Fact]
        public void A_real_outer_fault_keeps_its_envelope_line_through_the_resampler()
        {
            string? folder = SharedData.Folder("vibration");
            if (folder == null)
            {
                _output.WriteLine("no shared data beside the repository: nothing to check");
                return;
            }

            foreach (string name in new[] { "cwru/cwru_de_12k_outer_007_at6_load0_chDE", "cwru48k/cwru_de_48k_outer_007_at6_load0_chDE" })
            {
                var source = new RecordingSource(Recording.Load(Path.Combine(folder, name + ".f32")));
                var samples = new float[32768];
                source.Fill(0, 0, 12800, samples, 0, samples.Length);
                float[] envelope = Measure.Envelope(samples, 3300, 12800);
                double line = Measure.LineOverFloor(envelope, source.Orders.Bpfo * source.ShaftHz, 12800);
                _output.WriteLine($"{name}: {line:F1} over floor, kurtosis {Measure.Kurtosis(samples):F2}");
                Assert.True(line > 8, $"{line:F1}");
            }
        }

        private float[] ReplayTone(int inputHz, int outputHz, double toneHz)
        {
            var tone = new float[16384 + (8 * inputHz / Math.Min(outputHz, inputHz) * 64)];
            for (int i = 0; i < tone.Length; i++)
            {
                tone[i] = (float)Math.Cos(2 * Math.PI * toneHz * i / inputHz);
            }

            // The middle only: the filter sees nothing of the seam there.
            int margin = (2 * 32 * Math.Max(1, inputHz / outputHz)) + 320;
            var samples = new float[(int)((tone.Length - (2L * margin)) * outputHz / inputHz)];
            Source(tone, inputHz).Fill(0, margin / (double)inputHz, outputHz, samples, 0, samples.Length);
            return samples;
        }

        private RecordingSource Noise(int count) => Source(RandomSamples(count), 12000);

        private static float[] RandomSamples(int count)
        {
            var random = new Random(7);
            var samples = new float[count];
            for (int i = 0; i < count; i++)
            {
                samples[i] = (float)((2 * random.NextDouble()) - 1);
            }

            return samples;
        }

        private RecordingSource Source(float[] samples, int sampleRateHz)
        {
            string sidecar = RecordingFiles.GoodSidecar
                .Replace("[64]", $"[{samples.Length}]")
                .Replace("\"fs_hz\": 12000", $"\"fs_hz\": {sampleRateHz}");
            return new RecordingSource(Recording.Load(_files.Write(samples, sidecar).Signal));
        }
    }
}
