using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Stethos.Gateway.Updates.Self;

namespace Stethos.Gateway.Updates.Tests.Self;

/// <summary>Answers in the place of programs and keeps what was asked.</summary>
internal sealed class RecordingRunner(Func<string, ProgramResult> answer) : IProgramRunner
{
    public List<string> Asked { get; } = [];

    public Task<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var asked = string.Join(' ', [program, .. arguments]);
        Asked.Add(asked);
        return Task.FromResult(answer(asked));
    }
}
