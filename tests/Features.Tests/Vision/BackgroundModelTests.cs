using System;
using System.Linq;
using Stethos.Features.Vision;
using Xunit.Abstractions;

namespace Stethos.Features.Tests.Vision;

/// <summary>What counts as a change, and what does not: noise, lamps, things that stay.</summary>
public sealed class BackgroundModelTests(ITestOutputHelper output)
{
    private const int Seed = 20261;
    private readonly Random _random = new(Seed);
    private readonly int[] _scene = Enumerable.Range(0, 192).Select(i => 16 * (60 + i * 37 % 120)).ToArray();
    private readonly BackgroundModel _model = new();

    [Fact]
    public void Nothing_is_changed_while_the_background_is_learned()
    {
        for (var i = 0; i < BackgroundModel.LearnPictures; i++)
        {
            Assert.True(_model.IsLearning);
            _model.Update(View(noise: 400));
            Assert.Equal(0, _model.Changed);
            Assert.All(_model.Change, bits => Assert.Equal(0, bits));
        }

        Assert.False(_model.IsLearning);
    }

    [Fact]
    public void Noise_of_the_sensor_is_no_change()
    {
        Learn(noise: 12);
        var wrong = 0;
        for (var i = 0; i < 1000; i++)
        {
            _model.Update(View(noise: 12));
            wrong += _model.Changed;
        }

        output.WriteLine($"seed {Seed}: {wrong} of {1000 * 192} blocks wrong");
        Assert.InRange(wrong, 0, 20);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(1.4)]
    public void Another_light_is_no_change_and_its_gain_is_told(double light)
    {
        Learn(noise: 6);
        for (var i = 0; i < 20; i++)
        {
            _model.Update(View(noise: 6, light));
            Assert.Equal(0, _model.Changed);
            Assert.InRange(_model.Gain, 1024 * light * 0.97, 1024 * light * 1.03);
        }
    }

    [Fact]
    public void What_stands_in_the_picture_is_marked_block_by_block_whatever_the_light()
    {
        Learn(noise: 6);
        foreach (var light in (double[])[1, 0.6, 1.3])
        {
            int[] blocks = [35, 36, 51, 52, 67, 68];
            var view = View(noise: 6, light);
            foreach (var block in blocks)
            {
                view[block] += (int)(16 * 25 * light);
            }

            _model.Update(view);
            Assert.Equal(blocks, Enumerable.Range(0, 192).Where(b => (_model.Change[b / 8] >> (b % 8) & 1) != 0));
            Assert.Equal(blocks.Length, _model.Changed);
            Assert.Equal((16 * 4, 16 * 3 + 8), (_model.CentreColumn, _model.CentreRow));
        }
    }

    [Fact]
    public void Up_to_half_of_the_blocks_may_change_without_being_taken_for_light()
    {
        Learn(noise: 4);
        var view = View(noise: 4);
        for (var block = 0; block < 80; block++)
        {
            view[block] = Math.Min(4080, view[block] + 16 * 40);
        }

        _model.Update(view);
        Assert.Equal(80, _model.Changed);
        Assert.InRange(_model.Gain, 1000, 1048);
    }

    [Fact]
    public void What_stays_becomes_background_in_the_end_and_what_left_before_leaves_no_trace()
    {
        Learn(noise: 4);
        var pictures = 0;
        do
        {
            var view = View(noise: 4);
            view[100] += 16 * 30;
            _model.Update(view);
            pictures++;
            Assert.Equal(pictures < 100 ? 1 : _model.Changed, _model.Changed);
        }
        while (_model.Changed > 0 && pictures < 5000);

        output.WriteLine($"taken over after {pictures} pictures");
        Assert.InRange(pictures, 200, 2000);
        _model.Restart();
        Assert.True(_model.IsLearning);
        Learn(noise: 4);
        var shortly = View(noise: 4);
        shortly[50] += 16 * 60;
        for (var i = 0; i < 10; i++)
        {
            _model.Update(shortly);
            Assert.Equal(1, _model.Changed);
        }

        _model.Update(View(noise: 4));
        Assert.Equal(0, _model.Changed);
    }

    [Fact]
    public void A_restless_block_needs_a_larger_change()
    {
        for (var i = 0; i < 300; i++)
        {
            var view = View(noise: 2);
            view[7] += (int)(16 * 12 * Scene.Gauss(_random));
            _model.Update(view);
        }

        var changed = View(noise: 2);
        changed[7] += 16 * 20;
        changed[8] += 16 * 20;
        _model.Update(changed);
        Assert.Equal(1, _model.Changed);
        Assert.Equal(0x01, _model.Change[1]);
    }

    [Fact]
    public void Black_and_white_pictures_do_no_harm()
    {
        foreach (var level in (int[])[0, 4080, 0, 16, 4080])
        {
            for (var i = 0; i < 50; i++)
            {
                _model.Update(Enumerable.Repeat(level, 192).ToArray());
                Assert.InRange(_model.Changed, 0, 192);
                Assert.InRange(_model.Gain, 128, 8192);
            }
        }
    }

    private void Learn(double noise)
    {
        for (var i = 0; i < 30; i++)
        {
            _model.Update(View(noise));
        }
    }

    private int[] View(double noise, double light = 1) =>
        _scene.Select(mean => (int)Math.Clamp(mean * light + noise * Scene.Gauss(_random), 0, 4080)).ToArray();
}
