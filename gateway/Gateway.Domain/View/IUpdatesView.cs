using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>Releases and what becomes of them on nodes, for pages and commands. Calls come from many threads at once.</summary>
public interface IUpdatesView
{
    UpdatesView Get();

    /// <summary>Takes a release bundle in.</summary>
    UpdateAnswerView Add(byte[] bundle);

    /// <summary>Begins to hand a release out.</summary>
    /// <param name="release">Digits its digest begins with.</param>
    /// <param name="devices">Nodes; empty = all that it fits.</param>
    UpdateAnswerView Start(string release, IReadOnlyList<string> devices);

    /// <summary>Stops handing it out; a node that switches already ends that by itself.</summary>
    UpdateAnswerView Stop(string release, IReadOnlyList<string> devices);
}
