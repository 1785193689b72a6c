using System;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stethos.Gateway.Web.Json;

/// <summary>Writes NaN and infinities as null: JSON has no word for them, and one bad sample must not take the page down.</summary>
internal sealed class FiniteSingleConverter : JsonConverter<float>
{
    public override float Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetSingle();

    public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options)
    {
        if (float.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
