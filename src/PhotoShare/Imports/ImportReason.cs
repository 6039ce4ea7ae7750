namespace PhotoShare;

/// <summary>Why a thing is not taken, or a whole import.</summary>
public enum ImportReason
{
    /// <summary>It is no ZIP, or its end is missing.</summary>
    NotAZip,

    /// <summary>It is a ZIP, but neither a copy of PhotoShare nor Instagram's as JSON.</summary>
    UnknownFormat,

    /// <summary>It was made by a newer version.</summary>
    NewerVersion,

    /// <summary>Entries of the ZIP lie over each other or outside of it, or its lists contradict each other.</summary>
    BrokenZip,

    /// <summary>The ZIP has more entries than are taken.</summary>
    TooManyEntries,

    /// <summary>Unpacked it is larger than may be, or much larger than it was packed.</summary>
    TooLarge,

    /// <summary>It is encrypted.</summary>
    Encrypted,

    /// <summary>It is packed in a way that is not read.</summary>
    UnknownPacking,

    /// <summary>Its name is no plain path within the ZIP, or is no text.</summary>
    UnsafeName,

    /// <summary>The ZIP has two of that name.</summary>
    TwoOfTheName,

    /// <summary>The ZIP does not have the file.</summary>
    Missing,

    /// <summary>The file is damaged: its length or its checksum is another.</summary>
    Damaged,

    /// <summary>The manifest does not name the file, or names another content of it.</summary>
    NotAsInManifest,

    /// <summary>It is not the JSON that it should be.</summary>
    Unreadable,

    /// <summary>It has more things in it than are taken at once.</summary>
    TooManyItems,

    /// <summary>Videos are not supported.</summary>
    Video,

    /// <summary>There are no stories here.</summary>
    Story,

    /// <summary>It is no image that can be read.</summary>
    NotAPhoto,

    /// <summary>It could not be processed, for no fault of its own that is known.</summary>
    NotProcessed,

    /// <summary>The photo has too many bytes or pixels.</summary>
    PhotoTooLarge,

    /// <summary>There is no more room for its owner's photos.</summary>
    NoRoom,

    /// <summary>None of its photos could be taken.</summary>
    NoPhotos,

    /// <summary>It has more photos than a post has; the others are left out.</summary>
    TooManyPhotos,

    /// <summary>Its words are longer than may be, or none.</summary>
    Words,

    /// <summary>It looks like one that the moderators removed.</summary>
    RemovedImage,

    /// <summary>It is about somebody else's post or comment, which is not here.</summary>
    NotOnOwn,

    /// <summary>Whom it is about is somebody of another instance: look for them here, if they are here.</summary>
    Somebody,

    /// <summary>Who follows is for each of them to choose anew.</summary>
    Follower,

    /// <summary>Moderators let its owner say nothing for now.</summary>
    Suspended,

    /// <summary>Something went wrong on our side.</summary>
    Failed,
}
