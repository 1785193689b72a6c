using System;
using Microsoft.Extensions.Logging;

namespace Stethos.Gateway.Web;

/// <summary>Every message this project logs; event ids 6000 to 6099.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 6000, Level = LogLevel.Information, Message = "Page and API at {Address}")]
    public static partial void Serving(ILogger logger, Uri address);

    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "No built page in {WebRoot}; serving the API only")]
    public static partial void PageMissing(ILogger logger, string webRoot);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Information, Message = "Live client dropped: it reads slower than the site changes")]
    public static partial void LiveClientDropped(ILogger logger);

    [LoggerMessage(EventId = 6003, Level = LogLevel.Error, Message = "Live update skipped: the site view failed")]
    public static partial void LiveUpdateFailed(ILogger logger, Exception exception);
}
