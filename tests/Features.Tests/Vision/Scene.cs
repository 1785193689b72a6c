using System;

namespace Stethos.Features.Tests.Vision;

/// <summary>Pictures of generated scenes, from a seed.</summary>
internal static class Scene
{
    /// <summary>Soft blotches of two sizes, some hard-edged boxes, noise.</summary>
    public static byte[] Texture(Random random, int width, int height)
    {
        var scene = new float[width * height];
        Array.Fill(scene, random.Next(80, 150));
        AddBlotches(random, scene, width, height, 12, Math.Max(width, height) / 3f, 30);
        AddBlotches(random, scene, width, height, 60, Math.Max(width, height) / 12f, 20);
        for (var box = 0; box < 6; box++)
        {
            var (left, top) = (random.Next(width), random.Next(height));
            var (right, bottom) = (Math.Min(width, left + random.Next(4, 30)), Math.Min(height, top + random.Next(4, 30)));
            var step = random.Next(-60, 60);
            for (var y = top; y < bottom; y++)
            {
                for (var x = left; x < right; x++)
                {
                    scene[y * width + x] += step;
                }
            }
        }

        return Expose(random, scene, 1, 1.5);
    }

    /// <summary>Grey of a scene under a lamp, with noise of the sensor.</summary>
    public static byte[] Expose(Random random, float[] scene, double light, double noise)
    {
        var picture = new byte[scene.Length];
        for (var i = 0; i < scene.Length; i++)
        {
            picture[i] = (byte)Math.Clamp(Math.Round(scene[i] * light + noise * Gauss(random)), 0, 255);
        }

        return picture;
    }

    /// <summary>Cuts a window out of a larger picture.</summary>
    public static byte[] Cut(byte[] picture, int pictureWidth, int left, int top, int width, int height)
    {
        var window = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            Array.Copy(picture, (top + y) * pictureWidth + left, window, y * width, width);
        }

        return window;
    }

    public static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static void AddBlotches(Random random, float[] scene, int width, int height, int count, float size, float depth)
    {
        for (var i = 0; i < count; i++)
        {
            var (cx, cy) = (random.NextSingle() * width, random.NextSingle() * height);
            var radius = size * (0.4f + random.NextSingle());
            var step = depth * (2 * random.NextSingle() - 1);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var square = ((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (radius * radius);
                    if (square < 6)
                    {
                        scene[y * width + x] += step * MathF.Exp(-square);
                    }
                }
            }
        }
    }
}
