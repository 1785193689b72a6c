using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;

namespace Stethos.Gateway.Storage;

/// <summary>
/// Removes frames, oldest first, and remembers their sequences as ranges among the gaps, so that the ledger still knows them:
/// a node that sends one again is told that it came. The caller holds the transaction.
/// </summary>
internal sealed class OldFrames : IDisposable
{
    /// <summary>Reason of a range that came and was removed here; no node sends it.</summary>
    internal const int RemovedReason = 255;

    private const string Oldest =
        "SELECT id,device,boot,sequence,received_ms,EXISTS(SELECT 1 FROM alerts a WHERE a.cleared_ms IS NULL AND a.device=frames.device "
        + "AND frames.received_ms>=a.raised_ms-$2) FROM frames WHERE id>$1 ORDER BY id LIMIT $3";

    private readonly SqliteConnection _connection;
    private readonly Statement _deleteFrame;
    private readonly Statement _deleteVerdict;
    private readonly Statement _extendRange;
    private readonly Statement _addRange;
    private readonly Statement _pages;
    private readonly Statement _freePages;
    private readonly Statement _pageSize;

    internal OldFrames(SqliteConnection connection)
    {
        _connection = connection;
        _deleteFrame = new Statement(connection, "DELETE FROM frames WHERE id=$1", 1);
        _deleteVerdict = new Statement(connection, "DELETE FROM verdicts WHERE frame_id=$1", 1);
        _extendRange = new Statement(
            connection,
            $"UPDATE gaps SET last=$4,received_ms=$5 WHERE device=$1 AND boot=$2 AND last=$3-1 AND reason={RemovedReason}", 5);
        _addRange = new Statement(
            connection, $"INSERT INTO gaps(device,boot,first,last,reason,received_ms) VALUES($1,$2,$3,$4,{RemovedReason},$5)", 5);
        _pages = new Statement(connection, "PRAGMA page_count", 0);
        _freePages = new Statement(connection, "PRAGMA freelist_count", 0);
        _pageSize = new Statement(connection, "PRAGMA page_size", 0);
    }

    /// <summary>Bytes of the file that hold something, and those that do not and are used again.</summary>
    internal (long Used, long Free) Room()
    {
        var size = _pageSize.Scalar();
        var free = _freePages.Scalar();
        return ((_pages.Scalar() - free) * size, free * size);
    }

    /// <summary>
    /// Looks at the next frames behind a row and removes those received before a time, but none that an open alert of their
    /// node may rest on.
    /// </summary>
    internal RemovedFrames Remove(RemovalOrder order)
    {
        var removed = new List<(long Device, long Boot, long Sequence)>();
        var (row, isDone) = Select(order, removed);
        removed.Sort();
        for (var from = 0; from < removed.Count;)
        {
            var to = from + 1;
            while (to < removed.Count && removed[to] == (removed[from].Device, removed[from].Boot, removed[to - 1].Sequence + 1))
            {
                to++;
            }

            Remember(removed[from], removed[to - 1].Sequence, order.NowMs);
            from = to;
        }

        return new RemovedFrames(removed.Count, row, isDone);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_deleteFrame, _deleteVerdict, _extendRange, _addRange, _pages, _freePages, _pageSize])
        {
            statement.Dispose();
        }
    }

    private (long Row, bool IsDone) Select(RemovalOrder order, List<(long Device, long Boot, long Sequence)> removed)
    {
        var rows = new List<long>();
        var row = order.AfterRow;
        var seen = 0;
        var isYoung = false;
        using (var query = new Query(_connection, Oldest, [order.AfterRow, order.BeforeAlertMs, order.Most]))
        {
            using var frames = query.Rows();
            while (!isYoung && frames.Read())
            {
                isYoung = frames.GetInt64(4) >= order.ReceivedBeforeMs;
                if (isYoung)
                {
                    break;
                }

                seen++;
                row = frames.GetInt64(0);
                if (frames.GetInt64(5) == 0)
                {
                    rows.Add(row);
                    removed.Add((frames.GetInt64(1), frames.GetInt64(2), frames.GetInt64(3)));
                }
            }
        }

        foreach (var one in rows)
        {
            _deleteVerdict.Bind(0, one).Execute();
            _deleteFrame.Bind(0, one).Execute();
        }

        return (row, isYoung || seen < order.Most);
    }

    private void Remember((long Device, long Boot, long Sequence) first, long last, long nowMs)
    {
        Statement Bound(Statement statement) => statement.Bind(0, first.Device).Bind(1, first.Boot).Bind(2, first.Sequence)
            .Bind(3, last).Bind(4, nowMs);
        if (Bound(_extendRange).Execute() == 0)
        {
            Bound(_addRange).Execute();
        }
    }
}
