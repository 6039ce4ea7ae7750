using Constructs;

namespace PhotoShare.Cloud;

/// <summary>Is it healthy, is it fast, is anybody losing photos: alarms that say so, and dashboards that show why.</summary>
public sealed class MonitoringStack : CloudStack
{
    internal MonitoringStack(Construct app, CloudParameters parameters, Names names, SecurityStack security, ProcessingStack processing, DataStack data, ComputeStack compute)
        : base(app, parameters, "Monitoring", "PhotoShare: alarms and dashboards")
    {
        var metrics = new Metrics(names, processing, data, compute);
        var alarms = new AlarmBoard(this, names, security.Alarms);
        ServerAlarms.Raise(alarms, metrics, parameters);
        PhotoAlarms.Raise(alarms, metrics);
        DatabaseAlarms.Raise(alarms, metrics, parameters);
        alarms.Conclude();
        _ = HealthDashboard.On(this, names, metrics, alarms);
        _ = SpeedDashboard.On(this, names, metrics);
        _ = PhotosDashboard.On(this, names, metrics);
    }
}
