using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.SNS;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>All alarms, by name. Each tells the topic, when it begins and when it is over; one says whether people notice anything.</summary>
sealed class AlarmBoard(Construct scope, Names names, ITopic topic)
{
    readonly List<Alarm> all = [];
    readonly List<Alarm> felt = [];

    public IReadOnlyList<IAlarm> All => all;

    public CompositeAlarm? Service { get; private set; }

    /// <param name="minutes">How long it has to be so.</param>
    /// <param name="description">What is the matter, and what to do.</param>
    /// <param name="felt">Whether people notice: then the composite alarm goes off, too.</param>
    /// <param name="missing">What no value means; <c>true</c> that something is wrong.</param>
    public void Above(string id, IMetric metric, double threshold, int minutes, string description, bool felt = false, bool missing = false) =>
        Raise(id, metric, ComparisonOperator.GREATER_THAN_THRESHOLD, threshold, minutes, description, felt, missing);

    public void Below(string id, IMetric metric, double threshold, int minutes, string description, bool felt = false, bool missing = false) =>
        Raise(id, metric, ComparisonOperator.LESS_THAN_THRESHOLD, threshold, minutes, description, felt, missing);

    void Raise(string id, IMetric metric, ComparisonOperator comparison, double threshold, int minutes, string description, bool noticed, bool missing)
    {
        var alarm = new Alarm(scope, id, new AlarmProps
        {
            AlarmName = $"{names.Name}-{id}",
            AlarmDescription = description,
            Metric = metric,
            ComparisonOperator = comparison,
            Threshold = threshold,
            EvaluationPeriods = minutes,
            DatapointsToAlarm = minutes,
            TreatMissingData = missing ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
        });
        Tell(alarm);
        all.Add(alarm);
        if (noticed) felt.Add(alarm);
    }

    public void Conclude()
    {
        Service = new CompositeAlarm(scope, "Service", new CompositeAlarmProps
        {
            CompositeAlarmName = $"{names.Name}-Service",
            AlarmDescription = "People notice: requests fail or are slow, photos don't become ready, or nobody answers. The alarms that it is made of say which.",
            AlarmRule = AlarmRule.AnyOf([.. felt.Select(alarm => AlarmRule.FromAlarm(alarm, AlarmState.ALARM))]),
        });
        Tell(Service);
    }

    void Tell(AlarmBase alarm)
    {
        alarm.AddAlarmAction(new SnsAction(topic));
        alarm.AddOkAction(new SnsAction(topic));
    }
}
