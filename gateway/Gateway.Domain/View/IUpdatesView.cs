using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>Releases and what becomes of them on nodes, for pages and commands. Calls come from many threads at once.</summary>
public interface IUpdatesView
{
    UpdatesView Get();

    /// <summary>Takes a release bundle in.</summary>
    UpdateAnswerView Add(byte[] bundle);

    /// <summary>Takes a key set of the nodes' owner in; it has to follow the ones before.</summary>
    UpdateAnswerView AddKeySet(byte[] keySet);

    /// <summary>Begins to hand a release or a key set out.</summary>
    /// <param name="release">Digits its digest begins with.</param>
    /// <param name="devices">Nodes; empty = all that it fits, and of a key set also those that come later.</param>
    UpdateAnswerView Start(string release, IReadOnlyList<string> devices);

    /// <summary>Stops handing it out; a node that switches already ends that by itself.</summary>
    UpdateAnswerView Stop(string release, IReadOnlyList<string> devices);
}
