namespace TradePersist.Journal.Storage;

/// <summary>The directory the journal lives in. Errors are <see cref="IOException"/>, no room is <see cref="StorageFullException"/>.</summary>
internal interface IJournalStorage
{
    /// <summary>Name of the place for messages.</summary>
    string Location { get; }

    /// <summary>Makes the caller the one owner until disposed.</summary>
    /// <exception cref="JournalInUseException">There is another owner.</exception>
    IDisposable Lock();

    /// <summary>Names of all files, in no order.</summary>
    IReadOnlyList<string> List();

    /// <summary>Creates an empty file; refuses early when there is plainly no room for <paramref name="size"/> bytes.</summary>
    IJournalFile Create(string name, long size);

    /// <summary>Opens an existing file for reading and writing.</summary>
    IJournalFile Open(string name);

    /// <summary>Renames, replacing a file of that name at once. Durable after <see cref="SyncDirectory"/>.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file. Durable after <see cref="SyncDirectory"/>.</summary>
    void Delete(string name);

    /// <summary>Makes creations, renames and deletions durable.</summary>
    void SyncDirectory();
}
