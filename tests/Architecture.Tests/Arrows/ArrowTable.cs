using System.Collections.Generic;
using System.Linq;

namespace Stethos.Architecture.Tests.Arrows;

/// <summary>
/// Who may reference whom: the folder table of docs/architecture.md as data. The first line that covers a folder decides.
/// A change here changes the house: it needs a decision record in docs/adr and the same change in the document.
/// </summary>
internal static class ArrowTable
{
    public static readonly IReadOnlyList<ArrowRow> Rows =
    [
        // firmware: portable folders first
        Portable("firmware/Protocol"),
        Portable("firmware/Features"),
        Portable("firmware/Inference", "firmware/Crypto"),
        Portable("firmware/Edge", "firmware/Inference", "firmware/Protocol"),
        Portable("firmware/Hal"),
        Portable("firmware/Crypto"),
        Portable("firmware/Update", "firmware/Protocol", "firmware/Crypto", "firmware/Hal"),
        Portable("firmware/Drivers/*", "firmware/Hal"),
        Portable(
            "firmware/App",
            "firmware/Protocol", "firmware/Features", "firmware/Edge", "firmware/Inference", "firmware/Update",
            "firmware/Hal", "firmware/Crypto",
            "firmware/Drivers/*"),
        Host("firmware/Hal.NanoFramework", "firmware/Hal"),
        Host("firmware/Hal.Virtual", "firmware/Hal"),
        Host("firmware/Boards/Virtual", "firmware/**", "gateway/Mosquitto"),
        Host("firmware/Boards/*", "firmware/**"),

        // gateway: bindings, domain, one adapter per concern, host
        Host("gateway/Mosquitto"),
        Host("gateway/OnnxRuntime"),
        Host("gateway/ApplicationSlots"),
        Host("gateway/Launcher", "gateway/ApplicationSlots"),
        Host("gateway/Gateway.Domain", "firmware/Protocol", "firmware/Features", "firmware/Edge", "firmware/Crypto"),
        Host("gateway/Gateway.Mqtt", "gateway/Gateway.Domain", "gateway/Mosquitto", "firmware/Protocol"),
        Host("gateway/Gateway.Storage", "gateway/Gateway.Domain"),
        Host("gateway/Gateway.Inference", "gateway/Gateway.Domain", "gateway/OnnxRuntime"),
        Host("gateway/Releases", "firmware/Update", "firmware/Inference", "firmware/Crypto", "firmware/Protocol", "firmware/Hal"),
        Host(
            "gateway/Gateway.Updates",
            "gateway/Gateway.Domain", "gateway/Releases", "firmware/Update", "firmware/Crypto", "firmware/Protocol", "firmware/Hal"),
        Host("gateway/Gateway.Pairing", "gateway/Gateway.Domain", "firmware/Protocol"),
        Host("gateway/Gateway.Web", "gateway/Gateway.Domain"),
        Host("gateway/Gateway.Host", "gateway/*"),

        // tools
        Host("tools/model-quantizer/ModelQuantizer", "gateway/OnnxRuntime", "firmware/Inference"),
        Host("tools/model-quantizer/ModelQuantizer.Cli", "tools/model-quantizer/ModelQuantizer", "gateway/Releases"),
        Host("tools/firmware-linter/FirmwareLinter"),
        Host("tools/firmware-linter/FirmwareLinter.Cli", "tools/firmware-linter/FirmwareLinter"),

        // tests see everything; nothing outside sees them, because no other line names their folder
        Host("tests/*", "firmware/**", "gateway/**", "tools/**", "tests/**")
    ];

    public static ArrowRow? RowOf(string projectFolder) => Rows.FirstOrDefault(row => row.Covers(projectFolder));

    private static ArrowRow Portable(string folder, params string[] mayReference) => new(folder, true, mayReference);

    private static ArrowRow Host(string folder, params string[] mayReference) => new(folder, false, mayReference);
}
