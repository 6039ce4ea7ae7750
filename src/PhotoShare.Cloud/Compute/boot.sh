#!/bin/bash
# What a new instance does once. Its end, good or bad, is told to CloudFormation, which replaces servers one after the other and goes back when
# one does not become ready. The host has what it needs to run one container; everything that changes is in the image.
set -euo pipefail

region='@@REGION@@'
trap '/opt/aws/bin/cfn-signal --exit-code $? --region "$region" --stack "@@STACK@@" --resource "@@RESOURCE@@"' EXIT

dnf install --assumeyes --quiet aws-cfn-bootstrap docker amazon-cloudwatch-agent jq
systemctl enable --now docker
# Containers reach the agent at the host's address in this network, and not each other.
docker network create --subnet @@CONTAINER_NETWORK@@ --gateway @@HOST_ADDRESS@@ --opt com.docker.network.bridge.enable_icc=false photoshare

token=$(curl --fail --silent --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 300' http://169.254.169.254/latest/api/token)
instance=$(curl --fail --silent --header "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id)

install -d -m 755 /etc/photoshare
cat >/etc/photoshare/environment <<'ENVIRONMENT'
@@ENVIRONMENT@@
ENVIRONMENT

# The user that the image runs as.
user=1654
# Photos in requests and copies in the making are laid down here before they go to the store: on the volume, which is encrypted.
install -d -m 700 -o $user -g $user /var/lib/photoshare/tmp

# Before each start, so that a secret that was changed is taken up by a restart. In memory, and on the host for root alone to reach.
cat >/usr/local/sbin/photoshare-secrets <<'SECRETS'
#!/bin/bash
set -euo pipefail
umask 077
folder=/run/photoshare/secrets
install -d -m 700 /run/photoshare
install -d -m 500 -o 1654 -g 1654 "$folder"
secret() { aws secretsmanager get-secret-value --region '@@REGION@@' --secret-id "$1" --query SecretString --output text; }
keep() { install -m 400 -o 1654 -g 1654 /dev/stdin "$folder/$1"; }
mail=$(secret '@@MAIL_SECRET@@')
jq --raw-output .username <<<"$mail" | keep mail_username
jq --raw-output .password <<<"$mail" | keep mail_password
@@MORE_SECRETS@@
SECRETS
chmod 700 /usr/local/sbin/photoshare-secrets

cat >/etc/systemd/system/photoshare.service <<UNIT
[Unit]
Description=PhotoShare
Requires=docker.service
Wants=network-online.target
After=docker.service network-online.target

[Service]
ExecStartPre=/usr/local/sbin/photoshare-secrets
ExecStartPre=-/usr/bin/docker rm --force photoshare
ExecStart=/usr/bin/docker run --name photoshare --network photoshare --publish @@PORT@@:@@PORT@@ \\
  --read-only --cap-drop ALL --security-opt no-new-privileges --pids-limit 2048 --ulimit nofile=65536 \\
  --tmpfs /data:rw,noexec,nosuid,nodev,mode=0700,uid=$user,gid=$user,size=16m \\
  --volume /var/lib/photoshare/tmp:/tmp --volume /run/photoshare/secrets:@@SECRETS_FOLDER@@:ro \\
  --env-file /etc/photoshare/environment \\
  --log-driver awslogs --log-opt awslogs-region=$region --log-opt awslogs-group=@@LOG_GROUP@@ --log-opt awslogs-stream=$instance \\
  --log-opt mode=non-blocking --log-opt max-buffer-size=8m \\
  @@IMAGE@@
# It drains first, then ends what is open: listeners are told to go to another server.
ExecStop=/usr/bin/docker stop --time @@STOP_SECONDS@@ photoshare
TimeoutStopSec=120
Restart=always
RestartSec=5

[Install]
WantedBy=multi-user.target
UNIT

# When the group takes the instance away, the load balancer sends it nothing new and leaves it time; the server uses that to say goodbye.
cat >/usr/local/sbin/photoshare-leave <<'LEAVE'
#!/bin/bash
metadata=http://169.254.169.254/latest
while sleep 5; do
  token=$(curl --silent --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 60' $metadata/api/token) || continue
  state=$(curl --fail --silent --header "X-aws-ec2-metadata-token: $token" $metadata/meta-data/autoscaling/target-lifecycle-state) || continue
  if [[ $state == Terminated ]]; then systemctl stop photoshare; exit 0; fi
done
LEAVE
chmod 700 /usr/local/sbin/photoshare-leave
cat >/etc/systemd/system/photoshare-leave.service <<'UNIT'
[Unit]
Description=Stops PhotoShare when its instance is taken away

[Service]
ExecStart=/usr/local/sbin/photoshare-leave
Restart=on-failure

[Install]
WantedBy=multi-user.target
UNIT

# The agent listens at an address that Docker gives the host.
install -d /etc/systemd/system/amazon-cloudwatch-agent.service.d
printf '[Unit]\nRequires=docker.service\nAfter=docker.service\n' >/etc/systemd/system/amazon-cloudwatch-agent.service.d/after-docker.conf
systemctl daemon-reload
/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c 'ssm:@@AGENT_PARAMETER@@'

aws ecr get-login-password --region "$region" | docker login --username AWS --password-stdin '@@REGISTRY@@'
docker pull --quiet '@@IMAGE@@'
docker logout '@@REGISTRY@@'
systemctl enable --now photoshare photoshare-leave

# Ready, or the new version does not stay.
for _ in {1..60}; do
  if curl --fail --silent --output /dev/null http://127.0.0.1:@@PORT@@/health/ready; then exit 0; fi
  sleep 5
done
echo 'The server did not become ready.' >&2
exit 1
