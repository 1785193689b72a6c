using System;
using System.Net;
using Microsoft.Extensions.Logging;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Live;

namespace Stethos.Gateway.Web;

/// <summary>What the request pipeline is made of.</summary>
internal sealed record WebPipelineParts(
    ISiteView View,
    LiveHub Live,
    IPEndPoint Endpoint,
    string? WebRoot,
    TimeProvider Time,
    ILoggerFactory Loggers);
