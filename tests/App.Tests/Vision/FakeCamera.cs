using System;
using Stethos.Hal;

namespace Stethos.App.Tests.Vision;

/// <summary>A camera that shows what the test says, done after a set time, with faults on request.</summary>
internal sealed class FakeCamera(IClock clock, int width = 160, int height = 120) : ICamera, IDescribed
{
    private byte[] _picture = [];
    private long _doneMs = long.MaxValue;
    private int _row;

    public string Part => "ov2640";

    public int Width => width;

    public int Height => height;

    /// <summary>What the n-th picture, from 1, shows.</summary>
    public Func<int, byte[]> Show { get; set; } = _ => new byte[width * height];

    public bool IsWrongPart { get; set; }

    public BusStatusCode StartResult { get; set; }

    public BusStatusCode CaptureResult { get; set; }

    /// <summary>Fault of the next <see cref="ReadRows"/> that reaches this row.</summary>
    public int FaultAtRow { get; set; } = -1;

    public bool IsDead { get; set; }

    public int Starts { get; private set; }

    public int Captures { get; private set; }

    public int MostRowsAtOnce { get; private set; }

    public int Reads { get; private set; }

    public void Describe(IDescriptionSink sink) => sink.Telemetry("grey", "1", 0, 255);

    public BusStatusCode Start()
    {
        Starts++;
        return StartResult;
    }

    public BusStatusCode StartCapture()
    {
        if (CaptureResult == BusStatusCode.Ok)
        {
            _picture = Show(++Captures);
            _doneMs = clock.UptimeMs + 60;
            _row = 0;
        }

        return CaptureResult;
    }

    public bool IsDone(out BusStatusCode status)
    {
        status = BusStatusCode.Ok;
        return !IsDead && clock.UptimeMs >= _doneMs;
    }

    public int ReadRows(byte[] buffer, int offset, int rows, out BusStatusCode status)
    {
        Reads++;
        MostRowsAtOnce = Math.Max(MostRowsAtOnce, rows);
        status = BusStatusCode.Ok;
        for (var i = 0; i < rows; i++)
        {
            if (_row == FaultAtRow)
            {
                FaultAtRow = -1;
                status = BusStatusCode.BusFault;
                return i;
            }

            Array.Copy(_picture, _row * width, buffer, offset + i * width, width);
            _row++;
        }

        return rows;
    }
}
