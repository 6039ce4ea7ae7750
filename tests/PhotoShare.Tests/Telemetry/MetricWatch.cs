using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace PhotoShare.Tests;

/// <summary>What one house records under our meter, and not what others do at the same time; and the faults of stores and keys, which are of no house.</summary>
sealed class MetricWatch : IDisposable
{
    readonly ConcurrentQueue<(string Name, double Value, IReadOnlyDictionary<string, object?> Tags)> recorded = new();
    readonly MeterListener listener = new();

    public MetricWatch(House house) : this(house.Services.GetRequiredService<IMeterFactory>())
    {
    }

    public MetricWatch(IMeterFactory meters)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == MetricNames.Meter && (instrument.Meter.Scope is null || instrument.Meter.Scope == meters)) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
    }

    /// <summary>The values that were recorded with all these tags.</summary>
    public IReadOnlyList<double> Of(string name, params (string Key, string Value)[] tags) =>
        [.. recorded.Where(one => one.Name == name && tags.All(tag => one.Tags.TryGetValue(tag.Key, out var value) && (string?)value == tag.Value)).Select(one => one.Value)];

    /// <summary>As a collector does.</summary>
    public void Collect() => listener.RecordObservableInstruments();

    public void Dispose() => listener.Dispose();

    void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        recorded.Enqueue((instrument.Name, value, new Dictionary<string, object?>(tags.ToArray())));
}
