# The S3 store of docker-compose.yml, with a data folder that its user may write to.
FROM chrislusf/seaweedfs:3.97
RUN mkdir -p /data && chown 1000:1000 /data
USER 1000:1000
