namespace PhotoShare.Web;

/// <summary>What imports call things, in the visitor's language.</summary>
static class ImportWords
{
    internal static string Kind(this Texts L, ImportItemKind kind) => kind switch
    {
        ImportItemKind.Profile => L["Profile"],
        ImportItemKind.Photo => L["Single photo"],
        ImportItemKind.Post => L["Post"],
        ImportItemKind.Comment => L["Comment"],
        ImportItemKind.Like => L["Like"],
        ImportItemKind.Follow => L["Person or hashtag"],
        ImportItemKind.Saved => L["Saved post"],
        ImportItemKind.Collection => L["Collection"],
        ImportItemKind.Story => L["Story"],
        ImportItemKind.Video => L["Video"],
        _ => L["File"],
    };

    internal static string Status(this Texts L, ImportItemStatus status) => status switch
    {
        ImportItemStatus.Imported => L["Imported"],
        ImportItemStatus.AlreadyThere => L["Was there already"],
        ImportItemStatus.Listed => L["For you to do"],
        _ => L["Not taken"],
    };

    internal static string Reason(this Texts L, ImportReason reason) => reason switch
    {
        ImportReason.NotAZip => L["It is no ZIP, or its end is missing. Download it again."],
        ImportReason.UnknownFormat => L["It is neither a copy that PhotoShare made nor one of Instagram in the format JSON. Instagram gives HTML unless you choose JSON."],
        ImportReason.NewerVersion => L["A newer version of PhotoShare made it than this one."],
        ImportReason.BrokenZip => L["The ZIP contradicts itself, so nothing of it is trusted."],
        ImportReason.TooManyEntries => L["The ZIP has more files than we take."],
        ImportReason.TooLarge => L["Unpacked it would be larger than we take."],
        ImportReason.Encrypted => L["It is encrypted."],
        ImportReason.UnknownPacking => L["It is packed in a way that we can't read."],
        ImportReason.UnsafeName => L["Its name is no plain name of a file."],
        ImportReason.TwoOfTheName => L["The ZIP has two files of that name."],
        ImportReason.Missing => L["The ZIP does not have the file. If there are several, send them together."],
        ImportReason.Damaged => L["The file is damaged."],
        ImportReason.NotAsInManifest => L["The file is not the one that the copy was made with."],
        ImportReason.Unreadable => L["It can't be read."],
        ImportReason.TooManyItems => L["It has more in it than we take at once."],
        ImportReason.Video => L["Videos are not supported."],
        ImportReason.Story => L["Stories are not supported."],
        ImportReason.NotAPhoto => L["It is no kind of image that can be read."],
        ImportReason.PhotoTooLarge => L["The photo is larger than we take."],
        ImportReason.NoRoom => L["There is no more room for your photos."],
        ImportReason.NoPhotos => L["None of its photos could be taken."],
        ImportReason.TooManyPhotos => L["A post has at most {0} photos.", Post.MaxPhotos],
        ImportReason.Words => L["Its words are too long, or missing."],
        ImportReason.RemovedImage => L["It looks like a photo that the moderators removed."],
        ImportReason.NotOnOwn => L["It is about something of somebody else's, which is not here."],
        ImportReason.Somebody => L["Look for them here: a name may be somebody else's on this instance."],
        ImportReason.Follower => L["Who follows you is theirs to choose anew."],
        ImportReason.Suspended => L["Your account is suspended. Bring it along again when that is over."],
        _ => L["Something went wrong on our side."],
    };

    internal static string RefusedForm(this Texts L, string code, ImportSettings settings) => code switch
    {
        "IMPORT_RUNNING" => L["Another import of yours is not finished yet. Wait until it is, or end it."],
        "IMPORT_TOO_LARGE" => L["The files of an import have at most {0} MB together.", settings.MaxBytes / (1024 * 1024)],
        "IMPORT_FILES" => L["An import has 1 to {0} ZIP files.", settings.MaxFiles],
        Suspension.Code => L["Your account is suspended. Bring it along again when that is over."],
        _ => L["That did not work. Try again in a moment."],
    };
}
