using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>How dashboards look: a sentence that they answer, then rows of graphs of one height.</summary>
static class Board
{
    const int FullWidth = 24, Height = 6;

    public static Dashboard Of(Construct scope, string id, string name, string question, params IWidget[][] rows) => new(scope, id, new DashboardProps
    {
        DashboardName = name,
        DefaultInterval = Amazon.CDK.Duration.Hours(3),
        Widgets = [[new TextWidget(new TextWidgetProps { Markdown = $"# {question}", Width = FullWidth, Height = 1 })], .. rows],
    });

    /// <param name="unit">Of the left axis.</param>
    /// <param name="across">How many stand beside each other.</param>
    public static GraphWidget Graph(string title, string unit, int across, params IMetric[] metrics) => new(new GraphWidgetProps
    {
        Title = title,
        Left = metrics,
        LeftYAxis = new YAxisProps { Label = unit, ShowUnits = false, Min = 0 },
        Width = FullWidth / across,
        Height = Height,
    });

    public static AlarmStatusWidget Alarms(IEnumerable<IAlarm> alarms) => new(new AlarmStatusWidgetProps { Title = "Alarms", Alarms = [.. alarms], Width = FullWidth, Height = 4 });
}
