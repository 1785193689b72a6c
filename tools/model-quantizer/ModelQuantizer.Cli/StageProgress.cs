using System;
using System.IO;
using Spectre.Console;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>Says how far long work is: bars in a terminal, one line for each stage elsewhere, always on the error stream.</summary>
internal static class StageProgress
{
    /// <param name="error">The error stream.</param>
    /// <param name="work">Gets a place to report stage, done and all.</param>
    public static T Run<T>(TextWriter error, Func<Action<string, int, int>, T> work)
    {
        if (error != Console.Error || Console.IsErrorRedirected)
        {
            var last = "";
            return work((stage, _, all) =>
            {
                if (stage != last)
                {
                    error.WriteLine($"{stage}: {all}");
                    last = stage;
                }
            });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return console.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask? task = null;
            return work((stage, done, all) =>
            {
                if (task?.Description != stage)
                {
                    task?.StopTask();
                    task = context.AddTask(stage, true, all);
                }

                task.Value = done;
            });
        });
    }
}
