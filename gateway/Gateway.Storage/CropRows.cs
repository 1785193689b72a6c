using System;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Stethos.Gateway.Domain.Vision;

namespace Stethos.Gateway.Storage;

/// <summary>Writes crops; the caller holds the transaction.</summary>
internal sealed class CropRows : IDisposable
{
    private readonly Statement _insert;
    private readonly Statement _trim;

    internal CropRows(SqliteConnection connection)
    {
        _insert = new Statement(
            connection,
            "INSERT INTO crops(device,sensor,crop_id,picture,time_ms,col,line,size,pixels,model,label,labels,probabilities) "
            + "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)", 13);
        _trim = new Statement(
            connection,
            "DELETE FROM crops WHERE device=$1 AND sensor=$2 AND id NOT IN "
            + "(SELECT id FROM crops WHERE device=$1 AND sensor=$2 ORDER BY id DESC LIMIT $3)", 3);
    }

    internal void Add(Crop crop, CropVerdict? verdict, int keep)
    {
        var device = (long)crop.Device.Value;
        _insert.Bind(0, device).Bind(1, (long)crop.Sensor).Bind(2, (long)crop.CropId).Bind(3, (long)crop.PictureId)
            .Bind(4, crop.TimeMs).Bind(5, (long)crop.Column).Bind(6, (long)crop.Row).Bind(7, (long)crop.Size)
            .Bind(8, crop.Pixels).Bind(9, verdict?.Model ?? "").Bind(10, verdict?.Label ?? "")
            .Bind(11, string.Join(',', verdict?.Labels ?? []))
            .Bind(12, MemoryMarshal.AsBytes<float>(verdict?.Probabilities ?? []).ToArray()).Execute();
        _trim.Bind(0, device).Bind(1, (long)crop.Sensor).Bind(2, (long)keep).Execute();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _trim.Dispose();
    }
}
