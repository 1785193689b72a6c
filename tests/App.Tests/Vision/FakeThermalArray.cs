using System;
using Stethos.Hal;

namespace Stethos.App.Tests.Vision;

/// <summary>A thermal array of 32 × 24 pixels that measures what the test says.</summary>
internal sealed class FakeThermalArray(IClock clock) : IThermalArray, IDescribed
{
    private long _doneMs;
    private int _row;

    public string Part => "mlx90640";

    public bool IsWrongPart { get; set; }

    public int Columns => 32;

    public int Rows => 24;

    public short[] Temperatures { get; } = new short[32 * 24];

    public bool IsDead { get; set; }

    public int FaultAtRow { get; set; } = -1;

    public int Starts { get; private set; }

    public void Describe(IDescriptionSink sink) => sink.Telemetry("temperature", "Cel", -40, 300);

    public BusStatusCode Start()
    {
        Starts++;
        return BusStatusCode.Ok;
    }

    public BusStatusCode StartCapture()
    {
        _doneMs = clock.UptimeMs + 500;
        _row = 0;
        return BusStatusCode.Ok;
    }

    public bool IsDone(out BusStatusCode status)
    {
        status = BusStatusCode.Ok;
        return !IsDead && clock.UptimeMs >= _doneMs;
    }

    public int ReadRows(short[] buffer, int offset, int rows, out BusStatusCode status)
    {
        if (_row == FaultAtRow)
        {
            FaultAtRow = -1;
            status = BusStatusCode.BusFault;
            return 0;
        }

        status = BusStatusCode.Ok;
        Array.Copy(Temperatures, _row * Columns, buffer, offset, rows * Columns);
        _row += rows;
        return rows;
    }
}
