"""What can go wrong on a terminal so that a person must know, each with its sentence twice.

KioskError              a sentence in Chinese and in English
├── ConfigError         config.toml cannot be used
├── SettingsError       settings.json cannot be used
└── StorageUnavailable  ratings cannot be stored now
    ├── JournalInUse    another process writes this journal
    ├── JournalTooNew   a later version of the program has written this journal
    └── JournalDamaged  the file holds something else than what was written
JournalMissing          there is no journal yet (no sentence: who asks knows what it means)
"""


class KioskError(Exception):
    """What happened, what it means and what to do, in Chinese (`zh`) and English (`en`)."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")
        self.zh = zh
        self.en = en


class ConfigError(KioskError):
    """config.toml cannot be used; the sentence names the line."""


class SettingsError(KioskError):
    """settings.json cannot be used; the last good settings stay."""


class StorageUnavailable(KioskError):  # noqa: N818 -- a state of the machine, not a mistake
    """Ratings cannot be stored now: full disk, I/O error, somebody else's lock."""


class JournalInUse(StorageUnavailable):
    """Another process holds the journal of this data folder for writing."""


class JournalTooNew(StorageUnavailable):
    """A later version of the program has written this journal."""


class JournalDamaged(StorageUnavailable):
    """The journal does not hold together: it has to be set aside."""


class JournalMissing(Exception):  # noqa: N818 -- an ordinary answer: nothing was written yet
    """There is no journal in this folder yet."""
