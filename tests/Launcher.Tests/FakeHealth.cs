using System;
using System.IO;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using Stethos.Testing;

namespace Stethos.Launcher.Tests;

/// <summary>Answers /healthz in the place of a gateway that is only a shell script; the script writes its number into a file.</summary>
internal sealed class FakeHealth : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _processFile;
    private readonly Task _loop;

    public FakeHealth(string processFile)
    {
        _processFile = processFile;
        Page = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        _listener.Prefixes.Add(Page.ToString());
        _listener.Start();
        _loop = Task.Run(ServeAsync);
    }

    public Uri Page { get; }

    /// <summary>Fields of "start" besides the process.</summary>
    public string Start { get; set; } =
        "\"brokerUp\":true,\"storeOpen\":true,\"journalReplayed\":true,\"nodesExpected\":20,\"nodesBack\":19,\"nodesSwitching\":0";

    public void Dispose()
    {
        _listener.Close();
        try
        {
            _loop.Wait();
        }
        catch (AggregateException)
        {
            // It was waiting for a question.
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            var context = await _listener.GetContextAsync();
            var process = File.Exists(_processFile) ? (await File.ReadAllTextAsync(_processFile)).Trim() : "";
            process = process.Length > 0 ? process : "0";
            var text = "{\"status\":\"ok\",\"reasons\":[],\"start\":{\"process\":" + process + "," + Start + "}}";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
            context.Response.Close();
        }
    }
}
