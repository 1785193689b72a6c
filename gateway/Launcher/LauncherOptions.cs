using System;
using System.Collections.Generic;
using System.Globalization;

namespace Stethos.Launcher;

/// <summary>Arguments of the launcher; what follows `--` is for the gateway.</summary>
internal sealed record LauncherOptions
{
    public const string Usage =
        "stethos-launcher [--root FOLDER] [--page URL] [--patience SECONDS] [--quorum PERCENT] [--soak SECONDS] -- ARGUMENTS OF stethos";

    public string Root { get; init; } = "/opt/stethos";

    /// <summary>Where the gateway's page answers.</summary>
    public Uri Page { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>Time in which a new slot has to get well.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Share of the nodes that spoke before the switch and have to speak again, in percent.</summary>
    public int QuorumPercent { get; init; } = 95;

    /// <summary>Time for which it has to stay well.</summary>
    public TimeSpan Soak { get; init; } = TimeSpan.FromSeconds(10);

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Null with a problem when the arguments cannot be understood.</summary>
    public static LauncherOptions? Parse(string[] arguments, out string problem)
    {
        var options = new LauncherOptions();
        problem = "";
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (arguments[i] == "--")
            {
                return options with { Arguments = arguments[(i + 1)..] };
            }

            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            switch (arguments[i])
            {
                case "--root" when value.Length > 0:
                    options = options with { Root = value };
                    break;
                case "--page" when Uri.TryCreate(value, UriKind.Absolute, out var page) && page.Scheme is "http":
                    options = options with { Page = page };
                    break;
                case "--patience" when isNumber && number > 0:
                    options = options with { Patience = TimeSpan.FromSeconds(number) };
                    break;
                case "--quorum" when isNumber && number <= 100:
                    options = options with { QuorumPercent = number };
                    break;
                case "--soak" when isNumber:
                    options = options with { Soak = TimeSpan.FromSeconds(number) };
                    break;
                default:
                    problem = $"'{arguments[i]} {value}' is not understood: {Usage}";
                    return null;
            }
        }

        return options;
    }
}
