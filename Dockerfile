# The server and its image function, as a user without rights on a file system that may be read-only:
#   docker build -t photoshare .
# It writes to /data (the data folder, if bytes and rows lie there) and /tmp alone.

FROM mcr.microsoft.com/dotnet/sdk:10.0.401-noble AS build
WORKDIR /source
# What restores changes seldom; what is compiled, often.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/PhotoShare.Media/PhotoShare.Media.csproj src/PhotoShare.Media/
COPY src/PhotoShare/PhotoShare.csproj src/PhotoShare/
COPY src/PhotoShare.Web/PhotoShare.Web.csproj src/PhotoShare.Web/
COPY functions/ImageProcessor/ImageProcessor.csproj functions/ImageProcessor/
RUN dotnet restore src/PhotoShare.Web --use-current-runtime
COPY schema/operations schema/operations
COPY functions functions
COPY src src
# For this platform alone: compiled for it beforehand, which takes a third off a start, and without the libraries of others.
RUN dotnet publish src/PhotoShare.Web --no-restore --use-current-runtime -c Release -o /published

FROM mcr.microsoft.com/dotnet/aspnet:10.0.12-noble
WORKDIR /photoshare
COPY --from=build /published .
COPY LICENSE THIRD-PARTY-NOTICES.md ./
# Who signs the certificates of Amazon RDS; PhotoShare__Database names the file there (SSL Mode=VerifyFull;Root Certificate=/etc/ssl/rds.pem).
ADD --chmod=444 https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem /etc/ssl/rds.pem
# libvips and ImageMagick are inside; malloc keeps to two arenas so that decoders give their memory back.
ENV ASPNETCORE_HTTP_PORTS=5080 \
    PhotoShare__DataDirectory=/data \
    Logging__Console__FormatterName=json \
    MALLOC_ARENA_MAX=2
RUN install -d -o $APP_UID -g $APP_UID -m 700 /data
VOLUME /data
USER $APP_UID
EXPOSE 5080
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s CMD ["dotnet", "PhotoShare.Web.dll", "health"]
ENTRYPOINT ["dotnet", "PhotoShare.Web.dll"]
