using System.IO;
using System.Text;
using System.Threading;

namespace Stethos.Launcher.Tests;

/// <summary>Keeps lines that one thread writes and another reads.</summary>
internal sealed class RecordingOutput : TextWriter
{
    private readonly StringBuilder _text = new();
    private readonly Lock _sync = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value)
    {
        lock (_sync)
        {
            _text.AppendLine(value);
        }
    }

    public override string ToString()
    {
        lock (_sync)
        {
            return _text.ToString();
        }
    }
}
