using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Updates.Sessions;

namespace Stethos.Gateway.Updates.Carousel;

/// <summary>Share of messages to all that a node misses, from what nodes lack after a round of pieces they had asked for.</summary>
internal sealed class LossEstimate
{
    private const double First = 0.05;
    private const double Most = 0.6;
    private readonly HashSet<NodeSession> _asked = [];
    private int _stage = -1;
    private long _sent;
    private long _missed;
    private bool _isOver;

    public double Value => _sent == 0 ? First : Math.Min((double)_missed / _sent, Most);

    /// <summary>A round begins that these nodes need. Rounds of repair say nothing.</summary>
    public void Begin(Round round, IEnumerable<NodeSession> nodes)
    {
        _asked.Clear();
        _isOver = false;
        _stage = round.Symbols > 0 ? -1 : round.Stage;
        if (_stage >= 0)
        {
            _asked.UnionWith(nodes.Where(node => node.Lacking > 0));
        }
    }

    /// <summary>The round was sent.</summary>
    public void Sent(Round round, bool isWhole) => _isOver = isWhole && round.Stage == _stage;

    /// <summary>A node was heard again.</summary>
    public void Heard(NodeSession node, int stageBefore, int lackedBefore)
    {
        if (!_isOver || stageBefore != _stage || !_asked.Remove(node))
        {
            return;
        }

        // What is old counts less and less, so that the estimate follows the site.
        _sent += lackedBefore;
        _missed += node.Stage == stageBefore && node.Phase == SessionPhaseCode.Fetching ? Math.Min(node.Lacking, lackedBefore) : 0;
        if (_sent > 100_000)
        {
            (_sent, _missed) = (_sent / 2, _missed / 2);
        }
    }
}
