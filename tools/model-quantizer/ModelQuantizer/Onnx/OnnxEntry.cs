using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Onnx;

/// <summary>A <c>StringStringEntryProto</c>.</summary>
internal static class OnnxEntry
{
    public static KeyValuePair<string, string> Read(WireReader message)
    {
        var key = "";
        var value = "";
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1:
                    key = message.Text();
                    break;
                case 2:
                    value = message.Text();
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        return new KeyValuePair<string, string>(key, value);
    }
}
