using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>
/// SQLite's online backup (https://www.sqlite.org/backup.html): one step copies all pages as of one moment; with a write-ahead log neither it nor
/// who writes waits for the other. The file is gzipped.
/// </summary>
sealed class SqliteBackup(Settings settings) : IDatabaseBackup
{
    string Database => SqliteDb.FileIn(settings);

    public string Kind => "sqlite";

    public Task<IAsyncDisposable> Hold(CancellationToken ct)
    {
        try
        {
            return Task.FromResult<IAsyncDisposable>(new FileStream(Path.Combine(settings.DataDirectory, "backup.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held)
        {
            throw new RecoveryException("Another backup of this instance is running. Wait until it is done.", held);
        }
    }

    public async Task<IDatabaseSnapshot> Take(string file, CancellationToken ct)
    {
        var copy = $"{file}.db";
        await using (var source = Open(Database, SqliteOpenMode.ReadWrite))
        await using (var target = Open(copy, SqliteOpenMode.ReadWriteCreate))
        {
            source.BackupDatabase(target);
            await Check(target, copy, ct);
        }
        await using (var content = File.OpenRead(copy))
        await using (var zip = new GZipStream(File.Create(file), CompressionLevel.Optimal))
            await content.CopyToAsync(zip, ct);
        return new Snapshot(SqliteDb.On(copy), copy);
    }

    public IReadOnlyCollection<string> KnownMigrations
    {
        get
        {
            using var db = SqliteDb.On("none.db");
            return db.KnownMigrations();
        }
    }

    public Task<string?> InTheWay(CancellationToken ct) => Task.FromResult(File.Exists(Database)
        ? $"There is a database already: {Database}. Restore into an empty data folder (master.key alone may lie in it), with --data <folder>."
        : null);

    public async Task Restore(string file, CancellationToken ct)
    {
        // Beside its final place, so that it appears there at once.
        var copy = $"{Database}.restored";
        await using (var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress))
        await using (var content = File.Create(copy))
        {
            await zip.CopyToAsync(content, ct);
            content.Flush(flushToDisk: true);
        }
        await using (var restored = Open(copy, SqliteOpenMode.ReadWrite)) await Check(restored, copy, ct);
        foreach (var beside in (string[])[$"{copy}-wal", $"{copy}-shm"]) File.Delete(beside);
        File.Move(copy, Database, overwrite: false);
    }

    static async Task Check(SqliteConnection database, string path, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        command.CommandText = "PRAGMA quick_check";
        if (await command.ExecuteScalarAsync(ct) is not "ok" and var what) throw new RecoveryException($"SQLite finds the database {path} damaged: {what}");
    }

    static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ConnectionString);
        connection.Open();
        return connection;
    }

    sealed class Snapshot(SqliteDb db, string file) : IDatabaseSnapshot
    {
        public PhotoShareDb Db => db;

        public async ValueTask DisposeAsync()
        {
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
            await db.DisposeAsync();
            foreach (var each in (string[])[file, $"{file}-wal", $"{file}-shm"]) File.Delete(each);
        }
    }
}
