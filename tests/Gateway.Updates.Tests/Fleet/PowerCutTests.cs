using System;
using System.Linq;
using Stethos.Gateway.Updates.Carousel;
using Stethos.Gateway.Updates.Sessions;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;
using Stethos.UpdateFleet;
using Xunit.Abstractions;

namespace Stethos.Gateway.Updates.Tests.Fleet;

/// <summary>The power of a node goes at every file operation of a download, in every way an operation can be torn.</summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private readonly FleetImage _image = FleetImage.OfRandomBytes(3, 14 * 1024 + 100);
    private long _operations;

    [Fact]
    public void A_cut_at_any_file_operation_costs_at_most_one_chunk_again()
    {
        var files = new PowerCutFileStore(1);
        Assert.Equal(15, Download(files));
        var operations = _operations;
        int cases = 0, again = 0;
        foreach (var pattern in Enum.GetValues<TearPattern>())
        {
            for (var operation = 0L; operation < operations; operation++)
            {
                files = new PowerCutFileStore(1);
                files.CutAt(operation, pattern);
                var sent = Download(files);
                Assert.InRange(sent, 15, 16);
                again += sent - 15;
                cases++;
            }
        }

        output.WriteLine($"{operations} operations, {cases} cuts, {again} of them fetched one chunk again, none more");
        Assert.InRange(cases, 1000, 100_000);
        Assert.InRange(again, 1, cases);
    }

    // Chunks sent until all are there.
    private int Download(PowerCutFileStore files)
    {
        var node = Start(files);
        var session = new NodeSession(node.Device, null);
        var writer = new PieceWriter(_image.Content);
        var sent = 0;
        for (var nowMs = 0L; !node.IsStaged; nowMs += 50)
        {
            Assert.InRange(nowMs, 0, 3_600_000);
            try
            {
                Step(node, session, writer, nowMs, ref sent);
            }
            catch (PowerCutException)
            {
                files.PowerOn();
                node = Start(files);
                session = new NodeSession(node.Device, null);
            }
        }

        _operations = files.OperationCount;
        files.PowerOn();
        Assert.Equal(_image.Bytes[0], node.ContentOf(0));
        return sent;
    }

    private FleetNode Start(PowerCutFileStore files)
    {
        try
        {
            return new FleetNode(1, _image, files, 0);
        }
        catch (PowerCutException)
        {
            files.PowerOn();
            return new FleetNode(1, _image, files, 0);
        }
    }

    private void Step(FleetNode node, NodeSession session, PieceWriter writer, long nowMs, ref int sent)
    {
        if (!node.Turn(nowMs).IsEmpty)
        {
            Assert.True(session.Take(node.Status, _image.Content, nowMs));
        }

        if (session.Phase == SessionPhaseCode.Unknown)
        {
            node.Offer();
            return;
        }

        var piece = session.NextPiece();
        if (piece < 0)
        {
            return;
        }

        session.Sent(piece);
        var message = writer.Piece(session.Stage, piece).ToArray();
        sent += session.Stage > 0 ? 1 : 0;
        node.Take(message, isToAll: false, nowMs);
    }
}
