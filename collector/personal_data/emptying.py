"""Has the embedded database's write-ahead file emptied, where old pages stand for some time.

What is erased is overwritten in the file itself at once (secure_delete); before that it stood,
sealed, in the write-ahead file too. Only the server's one ingest thread may bring that into the
file and cut it (docs/operations.md), so whoever erases leaves a mark in the data folder for it.
"""

from collector import environment


def ask() -> None:
    """Leave the mark; on PostgreSQL there is nothing to ask for."""
    if environment.database_url():
        return
    folder = environment.data_folder()
    if folder.is_dir():
        (folder / environment.EMPTY_WAL_FILE).touch()
