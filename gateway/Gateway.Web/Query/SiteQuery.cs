namespace Stethos.Gateway.Web.Query;

/// <summary>Every query field of the API with its bounds.</summary>
internal static class SiteQuery
{
    private const int LongestTrendMinutes = 60 * 24 * 366;

    public static NumberField Sensor { get; } = new("sensor", "Channel number of the sensor.", 0, 0, 255);

    public static NumberField Seconds { get; } = new("seconds", "How long a lamp blinks, in seconds.", 30, 1, 3600);

    public static NumberField Minutes { get; } =
        new("minutes", "How far back the trend reaches, in minutes.", 60, 1, LongestTrendMinutes);

    public static NumberField Points { get; } = new("points", "Most points wanted; more are thinned.", 600, 2, 5000);

    public static ChoiceField Kind { get; } = new("kind", "Spectrum of the raw signal or of its envelope.", "spectrum", "envelope");

    public static FlagField Open { get; } = new("open", "Whether only open alerts are wanted.");

    public static NumberField Limit { get; } = new("limit", "Most alerts wanted, newest first.", 100, 1, 1000);
}
