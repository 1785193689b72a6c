using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Domain.Vision;

/// <summary>
/// A square cut from a picture, complete: grey, row by row, <paramref name="Size"/> pixels a side, its upper left corner
/// at <paramref name="Column"/> and <paramref name="Row"/> of the picture. <paramref name="CropId"/> 0 came unasked.
/// </summary>
public sealed record Crop(
    DeviceKey Device, int Sensor, uint CropId, uint PictureId, long TimeMs, int Column, int Row, int Size, byte[] Pixels);
