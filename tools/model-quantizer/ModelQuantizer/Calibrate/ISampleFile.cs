namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>A file with samples.</summary>
internal interface ISampleFile
{
    string Path { get; }

    int Count { get; }

    /// <summary>The numbers of a sample as they stand in the file.</summary>
    float[] Read(int row);
}
