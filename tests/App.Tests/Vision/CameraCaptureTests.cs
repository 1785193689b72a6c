using System;
using System.Linq;
using Stethos.App.Vision;
using Stethos.Features.Vision;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Tests.Vision;

/// <summary>From rows of a camera to frames and crops, with the faults of a part and the wishes of a gateway.</summary>
public sealed class CameraCaptureTests
{
    private const int Width = 160;
    private const int Height = 120;
    private static readonly byte[] Scene = MakeScene();

    [Fact]
    public void A_picture_becomes_a_frame_with_the_figures_of_its_pixels()
    {
        var world = new VisionWorld();
        world.Camera.Show = _ => Scene;
        world.RunPictures(1);
        var frame = world.Pictures(1).Single();
        var scan = new PictureScan(Width, Height, withEdges: true);
        scan.Begin();
        for (var y = 0; y < Height; y++)
        {
            scan.AddRow(Scene, y * Width);
        }

        scan.End();
        Assert.Equal((1, 1u, Width, Height, scan.Light), (frame.Sensor, frame.PictureId, frame.Width, frame.Height, frame.Light));
        Assert.Equal(scan.Means.Select(mean => (byte)((mean + 8) / 16)), frame.BlockMeans);
        Assert.Equal(scan.Edges, frame.Edges);
        Assert.Equal(scan.Histogram, frame.Histogram);
        Assert.Equal(VisionFlags.NoReference | VisionFlags.Learning, frame.Quality);
        Assert.False(frame.HasShift);
        Assert.InRange((long)frame.Key.TimeMs, 1_767_225_600_000, 1_767_225_600_100);
    }

    [Fact]
    public void A_turn_reads_no_more_rows_than_allowed_and_vibration_goes_on()
    {
        var world = new VisionWorld();
        world.Camera.Show = _ => Scene;
        world.Run(10_000);
        Assert.Equal(2, world.Camera.MostRowsAtOnce);
        Assert.Equal(5, world.Pictures(1).Count);
        Assert.Equal(9, world.Frames.Values.Count(bytes => bytes[4] == 1), 1.0);
        Assert.Equal(Enumerable.Range(1, world.Frames.Count).Select(i => (uint)i), world.Frames.Keys);
    }

    [Fact]
    public void Something_new_in_the_picture_is_an_event_and_its_crop_follows_by_itself()
    {
        var world = new VisionWorld();
        world.Camera.Show = _ => Scene;
        world.RunPictures(BackgroundModel.LearnPictures + 3);
        Assert.All(world.Pictures(1), frame => Assert.Equal(0, frame.Quality & VisionFlags.CropKept));
        Assert.Empty(world.Chunks);
        var intruded = Intrude(Scene, 100, 20, 30);
        world.Camera.Show = _ => intruded;
        world.RunPictures(1);
        world.Run(1000);
        var frame = world.Pictures(1)[^1];
        Assert.Equal(VisionFlags.CropKept, frame.Quality);
        Assert.InRange(frame.Change.Sum(bits => System.Numerics.BitOperations.PopCount(bits)), 6, 16);
        var chunk = world.Chunks[0];
        Assert.Equal((1, 0u, frame.PictureId, 64, 0), (chunk.Sensor, chunk.CropId, chunk.PictureId, chunk.Column, chunk.Row));
        Assert.Equal(frame.Key.TimeMs, chunk.Key.TimeMs);
        Assert.Equal(Cut(intruded, chunk.Column, chunk.Row), world.Crop());
    }

    [Fact]
    public void An_event_that_goes_on_sends_one_crop_and_the_next_event_waits_for_the_gap()
    {
        var world = new VisionWorld(options: new VisionOptions { PeriodMs = 2000, EventGapMs = 30_000 });
        world.Camera.Show = _ => Scene;
        world.RunPictures(10);
        var intruded = Intrude(Scene, 100, 20, 30);
        world.Camera.Show = n => n % 2 == 0 ? intruded : Scene;
        world.Run(9_000);
        Assert.Equal(9, world.Chunks.Count);
        world.Camera.Show = _ => Scene;
        world.Run(30_000);
        Assert.Equal(9, world.Chunks.Count);
        world.Camera.Show = _ => intruded;
        world.Run(60_000);
        Assert.Equal(18, world.Chunks.Count);
    }

    [Fact]
    public void A_scene_that_moved_is_told_and_is_an_event()
    {
        var world = new VisionWorld(options: new VisionOptions { PeriodMs = 2000, ChangedBlocks = 192 });
        var wide = MakeScene(200, 160);
        byte[] At(int dx, int dy) => Enumerable.Range(0, Height)
            .SelectMany(y => wide[((20 - dy + y) * 200 + 20 - dx)..((20 - dy + y) * 200 + 20 - dx + Width)]).ToArray();
        world.Camera.Show = _ => At(0, 0);
        world.RunPictures(12);
        Assert.Equal((true, 0, 0), (world.Pictures(1)[^1].HasShift, world.Pictures(1)[^1].ShiftX, world.Pictures(1)[^1].ShiftY));
        world.Camera.Show = _ => At(5, -3);
        world.RunPictures(1);
        world.Run(1000);
        var frame = world.Pictures(1)[^1];
        Assert.InRange(frame.ShiftX, 5 * 16 - 4, 5 * 16 + 4);
        Assert.InRange(frame.ShiftY, -3 * 16 - 4, -3 * 16 + 4);
        Assert.InRange(frame.ShiftConfidence, 64, 255);
        Assert.Equal(VisionFlags.CropKept, frame.Quality);
        Assert.Equal(9, world.Chunks.Count);
    }

    [Fact]
    public void A_crop_on_demand_is_of_the_next_picture_at_the_place_asked_for()
    {
        var world = new VisionWorld();
        world.Camera.Show = _ => Scene;
        world.RunPictures(2);
        world.Command(new Command { Id = 77, Code = CommandCode.SendCrop, Sensor = 1, HasRegion = true, Column = 10, Row = 24 });
        world.Run(4000);
        Assert.Equal(9, world.Chunks.Count);
        Assert.Equal((77u, 3u, 10, 24), (world.Chunks[0].CropId, world.Chunks[0].PictureId, world.Chunks[0].Column, world.Chunks[0].Row));
        Assert.Equal(Cut(Scene, 10, 24), world.Crop());
        world.Command(new Command { Id = 78, Code = CommandCode.SendCrop, Sensor = 1 });
        world.Run(4000);
        Assert.Equal((78u, 32, 12), (world.Chunks[9].CropId, world.Chunks[9].Column, world.Chunks[9].Row));
        world.Command(new Command { Id = 79, Code = CommandCode.SendCrop, Sensor = 1, HasRegion = true, Column = 9999, Row = 9999 });
        world.Run(4000);
        Assert.Equal((79u, 64, 24), (world.Chunks[18].CropId, world.Chunks[18].Column, world.Chunks[18].Row));
        Assert.Equal(27, world.Chunks.Count);
    }

    [Fact]
    public void A_kept_crop_can_be_asked_for_again_and_one_not_kept_is_refused()
    {
        var world = new VisionWorld();
        world.Camera.Show = _ => Scene;
        world.Command(new Command { Id = 1, Code = CommandCode.SendCrop, Sensor = 1 });
        world.Run(3000);
        var picture = world.Chunks[0].PictureId;
        world.Camera.Show = _ => Intrude(Scene, 60, 60, 10);
        world.Run(4000);
        world.Command(new Command { Id = 2, Code = CommandCode.SendCrop, Sensor = 1, Picture = picture });
        world.Run(100);
        Assert.Equal((2u, picture), (world.Chunks[9].CropId, world.Chunks[9].PictureId));
        Assert.Equal(world.Crop(), world.Crop(9));
        Assert.Equal(0u, world.State.Counters[NodeCounters.MessagesRefused]);
        world.Command(new Command { Id = 3, Code = CommandCode.SendCrop, Sensor = 1, Picture = picture + 1 });
        world.Command(new Command { Id = 4, Code = CommandCode.SendCrop, Sensor = 0 });
        world.Run(5000);
        Assert.Equal(18, world.Chunks.Count);
        Assert.Equal(2u, world.State.Counters[NodeCounters.MessagesRefused]);
    }

    [Fact]
    public void Chunks_the_link_does_not_take_are_sent_later()
    {
        var world = new VisionWorld();
        world.Camera.Show = _ => Scene;
        var refusals = 0;
        world.Link.PublishResult = topic => topic.EndsWith("/b", StringComparison.Ordinal) && ++refusals % 3 != 0
            ? LinkStatusCode.Busy : LinkStatusCode.Ok;
        world.Command(new Command { Id = 5, Code = CommandCode.SendCrop, Sensor = 1 });
        world.Run(4000);
        Assert.Equal(Cut(Scene, 32, 12), world.Crop());
        Assert.Equal(9, world.Chunks.Count);
    }

    [Fact]
    public void A_picture_that_breaks_off_is_told_with_its_flags_and_the_part_is_set_up_again()
    {
        var world = new VisionWorld();
        world.Camera.Show = _ => Scene;
        world.Camera.FaultAtRow = 61;
        world.RunPictures(2);
        var frames = world.Pictures(1);
        Assert.Equal(
            VisionFlags.RowsLost | VisionFlags.BusFault,
            frames[0].Quality & (VisionFlags.RowsLost | VisionFlags.BusFault));
        Assert.Equal(0, frames[0].BlockMeans[191]);
        Assert.NotEqual(0, frames[0].BlockMeans[0]);
        Assert.False(frames[0].HasChange);
        Assert.Equal(0, frames[1].Quality & VisionFlags.NotForScoring);
        Assert.Equal(2, world.Camera.Starts);
        Assert.Equal(1u, world.State.Counters[NodeCounters.BusFaults]);
    }

    [Fact]
    public void A_camera_that_never_finishes_is_a_fault_and_not_a_hang()
    {
        var world = new VisionWorld();
        world.Camera.Show = _ => Scene;
        world.Camera.IsDead = true;
        world.Run(2700);
        Assert.Equal(VisionFlags.RowsLost | VisionFlags.BusFault, world.Pictures(1)[0].Quality & 34);
        world.Camera.IsDead = false;
        world.RunPictures(2);
        Assert.Equal(0, world.Pictures(1)[^1].Quality & VisionFlags.NotForScoring);
    }

    [Fact]
    public void A_camera_that_does_not_start_is_tried_again_every_period()
    {
        var world = new VisionWorld();
        world.Camera.StartResult = BusStatusCode.AddressNotAcknowledged;
        world.Run(9_000);
        Assert.Equal(5, world.Camera.Starts);
        Assert.Equal(5u, world.State.Counters[NodeCounters.BusFaults]);
        Assert.Empty(world.Pictures(1));
        world.Camera.StartResult = BusStatusCode.Ok;
        world.Camera.Show = _ => Scene;
        world.RunPictures(2);
    }

    [Fact]
    public void Dark_and_covered_pictures_are_flagged_and_teach_the_background_nothing()
    {
        var world = new VisionWorld();
        world.Camera.Show = _ => Scene;
        world.RunPictures(10);
        world.Camera.Show = n => n % 2 == 0 ? new byte[Width * Height] : Enumerable.Repeat((byte)100, Width * Height).ToArray();
        world.RunPictures(40);
        foreach (var frame in world.Pictures(1).Skip(11))
        {
            Assert.Equal(VisionFlags.Blank, frame.Quality & VisionFlags.Blank);
            Assert.Equal(frame.Light == 0, (frame.Quality & VisionFlags.TooDark) != 0);
            Assert.False(frame.HasChange);
            Assert.False(frame.HasShift);
        }

        world.Camera.Show = _ => Scene;
        world.RunPictures(2);
        Assert.True(world.Pictures(1)[^1].HasChange);
        Assert.All(world.Pictures(1)[^1].Change, bits => Assert.Equal(0, bits));
    }

    [Fact]
    public void Nothing_is_allocated_once_pictures_come()
    {
        var world = new VisionWorld(withThermal: true, outbox: 4096);
        var intruded = Intrude(Scene, 100, 20, 30);
        world.Camera.Show = n => n > 14 ? intruded : Scene;
        void Work(int turns)
        {
            for (var i = 0; i < turns; i++)
            {
                world.Clock.Advance(VisionWorld.TurnMs);
                world.Node.Step();
            }
        }

        Work(4000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Work(4000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(world.Camera.Captures, 35, 45);
    }

    [Fact]
    public void Without_crops_edges_and_shift_a_small_tier_sends_the_rest()
    {
        var world = new VisionWorld(
            options: new VisionOptions { PeriodMs = 2000, WithCrops = false, WithEdges = false, WithShift = false });
        world.Camera.Show = _ => Scene;
        world.Command(new Command { Id = 1, Code = CommandCode.SendCrop, Sensor = 1 });
        world.RunPictures(12);
        var frame = world.Pictures(1)[^1];
        Assert.Equal((true, true, false, false), (frame.HasChange, frame.HasHistogram, frame.HasEdges, frame.HasShift));
        Assert.Equal(VisionFlags.NoReference, frame.Quality);
        Assert.Empty(world.Chunks);
    }

    [Fact]
    public void An_outbox_with_slots_too_short_for_pictures_is_refused()
    {
        var state = new NodeState(1, 64, 16);
        var outlet = new FrameOutlet(new NodeConfiguration(), state);
        Assert.Throws<ArgumentException>(() => new VisionWays(outlet, state));
    }

    internal static byte[] MakeScene(int width = Width, int height = Height)
    {
        var random = new Random(width);
        var steps = Enumerable.Range(0, 40).Select(_ => (
            X: random.Next(width), Y: random.Next(height), W: random.Next(5, 40), H: random.Next(5, 40),
            Step: random.Next(-30, 30))).ToArray();
        return Enumerable.Range(0, width * height).Select(i => (byte)(120 + i % 3 + steps
            .Where(s => i % width >= s.X && i % width < s.X + s.W && i / width >= s.Y && i / width < s.Y + s.H)
            .Sum(s => s.Step))).ToArray();
    }

    private static byte[] Intrude(byte[] scene, int left, int top, int size)
    {
        var picture = scene.ToArray();
        for (var y = top; y < top + size; y++)
        {
            for (var x = left; x < left + size; x++)
            {
                picture[y * Width + x] = (byte)(picture[y * Width + x] < 128 ? 220 : 20);
            }
        }

        return picture;
    }

    private static byte[] Cut(byte[] picture, int left, int top) => Enumerable.Range(0, 96)
        .SelectMany(y => picture[((top + y) * Width + left)..((top + y) * Width + left + 96)]).ToArray();
}
