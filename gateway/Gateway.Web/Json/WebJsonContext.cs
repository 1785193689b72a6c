using System.Collections.Generic;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Health;

namespace Stethos.Gateway.Web.Json;

/// <summary>Serialization code of everything that leaves as JSON, generated at build time.</summary>
[JsonSerializable(typeof(SiteStatusView))]
[JsonSerializable(typeof(IReadOnlyList<NodeView>))]
[JsonSerializable(typeof(IReadOnlyList<TrendPoint>))]
[JsonSerializable(typeof(SpectrumView))]
[JsonSerializable(typeof(FeatureSetView))]
[JsonSerializable(typeof(ConfigurationSentView))]
[JsonSerializable(typeof(UpdatesView))]
[JsonSerializable(typeof(UpdateAnswerView))]
[JsonSerializable(typeof(VisionView))]
[JsonSerializable(typeof(CropView))]
[JsonSerializable(typeof(IReadOnlyList<AlertView>))]
[JsonSerializable(typeof(SpectrumArrived))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
[JsonSerializable(typeof(string))]
internal sealed partial class WebJsonContext : JsonSerializerContext;
