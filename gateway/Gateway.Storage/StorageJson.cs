using System.Collections.Generic;
using System.Text.Json.Serialization;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Storage;

/// <summary>JSON kept in columns, source generated.</summary>
[JsonSerializable(typeof(IReadOnlyList<AlertDriverView>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class StorageJson : JsonSerializerContext;
