using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Stethos.Gateway.Updates.Self;

/// <summary>Runs a program to its end.</summary>
public interface IProgramRunner
{
    Task<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken stop);
}
