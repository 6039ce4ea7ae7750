namespace PhotoShare.Web;

/// <summary>What comes by a batch, and is read when the whole batch is there: a page has hundreds, and none needs a task of its own.</summary>
interface IBatched
{
    /// <summary>Sends off the batch that it is in, if nobody has.</summary>
    /// <returns>Until it is there; does not throw.</returns>
    Task Send(CancellationToken ct);

    /// <summary>The value, if it is there: neither on its way nor a failure.</summary>
    bool IsThere(out object? value);
}
