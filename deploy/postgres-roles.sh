#!/bin/sh
# Run once, by the image of PostgreSQL, on an empty data folder: the role that owns the layout, and the one that the servers work as.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres --dbname photoshare \
    --set owner_password="$(cat /run/secrets/migration_password)" --set app_password="$(cat /run/secrets/database_password)" <<'SQL'
CREATE ROLE photoshare_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE photoshare_app LOGIN PASSWORD :'app_password';
ALTER DATABASE photoshare OWNER TO photoshare_owner;
REVOKE ALL ON DATABASE photoshare FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE photoshare TO photoshare_app;
ALTER SCHEMA public OWNER TO photoshare_owner;
GRANT USAGE ON SCHEMA public TO photoshare_app;
SQL
