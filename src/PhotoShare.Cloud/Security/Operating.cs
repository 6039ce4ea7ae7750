namespace PhotoShare.Cloud;

/// <summary>Keeps it going: sessions on servers, other servers, queues, the database from a backup, what is in a secret but not what was.</summary>
static class Operating
{
    public static IEnumerable<Permission> Of(Names names, Keys keys, Secrets secrets) =>
    [
        new("OpenSessions", ["ssm:StartSession"], [Names.Arn("ec2", "instance/*")])
        {
            Because = "Instances come and go; the tag says which are ours.",
            Conditions = new() { ["StringEquals"] = new Dictionary<string, object> { [$"ssm:resourceTag/{Names.Tag}"] = names.Name } },
        },
        new("OpenSessionsAsAShell", ["ssm:StartSession"], [Names.Arn("ssm", "document/SSM-SessionManagerRunShell")]),
        new("EndOwnSessions", ["ssm:ResumeSession", "ssm:TerminateSession"], [Names.Arn("ssm", "session/${aws:username}-*")]) { Because = "A session's id begins with the name of whose it is." },
        new("SeeSessions", ["ssm:DescribeInstanceInformation", "ssm:DescribeSessions", "ssm:GetConnectionStatus"], ["*"]) { Because = "AWS knows no resource for these, and they only read." },
        new("RefreshServers", ["autoscaling:CancelInstanceRefresh", "autoscaling:SetDesiredCapacity", "autoscaling:StartInstanceRefresh"], [Names.Arn("autoscaling", $"autoScalingGroup:*:autoScalingGroupName/{names.Servers}")]) { Because = "The id in the middle is AWS's; the name at the end is the group." },
        new("QuietenAlarms", ["cloudwatch:DisableAlarmActions", "cloudwatch:EnableAlarmActions"], [Names.Arn("cloudwatch", $"alarm:{names.Name}-*")]) { Because = "Every alarm of this installation." },
        new("SendDeadLettersAgain", ["sqs:CancelMessageMoveTask", "sqs:GetQueueAttributes", "sqs:ListMessageMoveTasks", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:SendMessage", "sqs:StartMessageMoveTask"],
            [.. from queue in Queues.All select Names.Arn("sqs", $"{names.Name}-{queue}")]),
        new("RestoreTheDatabase", ["rds:AddTagsToResource", "rds:CreateDBSnapshot", "rds:ModifyDBInstance", "rds:RestoreDBInstanceFromDBSnapshot", "rds:RestoreDBInstanceToPointInTime"],
            [.. from kind in (string[])["db", "snapshot", "subgrp", "pg"] select Names.Arn("rds", $"{kind}:{names.Name}*"), Names.Arn("rds", "og:default:postgres-*")])
        {
            Because = "What comes from a backup has a name of its own, after ours; the option group is AWS's default of the version.",
        },
        new("HaveTheServicesUseKeysForThat", ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], [keys.Data.KeyArn, keys.Media.KeyArn, keys.Secrets.KeyArn])
        {
            // Not S3: what lies in buckets stays closed.
            Conditions = new() { ["StringEquals"] = new Dictionary<string, object> { ["kms:ViaService"] = (from service in (string[])["rds", "secretsmanager", "sqs"] select $"{service}.{Amazon.CDK.Aws.REGION}.amazonaws.com").ToArray() } },
        },
        new("ChangeSecrets", ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"], [secrets.Database.SecretArn, secrets.Mail.SecretArn, .. secrets.Signing is { } signing ? [signing.SecretArn] : Array.Empty<string>()]),
    ];
}
