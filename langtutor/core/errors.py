"""Two families of errors: what the user can mend, and bugs.

A `UserError` carries the key of an authored sentence in `resources/messages` and its fields, so that it can be shown in
the user's language anywhere; `str()` gives a plain English fallback for logs. Everything else is a bug: logged with its
trace and shown as such.
"""

from __future__ import annotations

from typing import ClassVar


class UserError(Exception):
    """Something the user can mend. Fields are the placeholders of the message named by `key`."""

    key: ClassVar[str]

    def __init__(self, **fields: str | int | float) -> None:
        super().__init__(f"{self.key}: " + ", ".join(f"{k}={v}" for k, v in fields.items()))
        self.fields = fields

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.fields))


def _rebuild(kind: type[UserError], fields: dict[str, str | int | float]) -> UserError:
    return kind(**fields)


class ModelMissing(UserError):
    """Fields: model, command."""

    key = "error.model_missing"


class UnsupportedPair(UserError):
    """Fields: source, target."""

    key = "error.unsupported_pair"


class UnsupportedLanguage(UserError):
    """Fields: language, capability."""

    key = "error.unsupported_language"


class EngineFailed(UserError):
    """The engine gave up on this input. Fields: engine, detail."""

    key = "error.engine_failed"


class BrokenSounds(UserError):
    """A phone model can't tell what a clear voice says. Fields: model."""

    key = "error.broken_sounds"


class EngineCrashed(UserError):
    """A worker died while it had this request. Fields: worker."""

    key = "error.engine_crashed"


class NoJava(UserError):
    """LanguageTool runs on Java, and none that would do was found. Fields: version (the least)."""

    key = "error.no_java"


class Cancelled(UserError):
    """The user or a newer request took this one back. No fields."""

    key = "error.cancelled"


class UnreadableAudio(UserError):
    """Fields: path, detail."""

    key = "error.unreadable_audio"


class UnknownRecording(UserError):
    """It isn't kept, or still waits for its verdict. Fields: recording (an id)."""

    key = "error.unknown_recording"


class NoSpeech(UserError):
    """Nothing that sounds like speech in the recording. No fields."""

    key = "error.no_speech"


class BadHash(UserError):
    """A fetched file was not what the catalogue says; it was deleted. Fields: file, source."""

    key = "error.bad_hash"


class NoNetwork(UserError):
    """No source could be reached. Fields: model, detail."""

    key = "error.no_network"


class NetworkOff(UserError):
    """The guard refused. Fields: what."""

    key = "error.network_off"


class DiskFull(UserError):
    """Fields: folder, needed."""

    key = "error.disk_full"


class FolderReadOnly(UserError):
    """Fields: folder."""

    key = "error.folder_read_only"


class UnknownModel(UserError):
    """Fields: model, known."""

    key = "error.unknown_model"


class SourceFailed(UserError):
    """A source answered, but not with what was asked. Fields: model, detail."""

    key = "error.source_failed"


class LicenceNotAccepted(UserError):
    """The learner must agree to this model's terms before it is downloaded. Fields: model, licence."""

    key = "error.licence_not_accepted"


class LedgerBusy(UserError):
    """Another program holds the database. Fields: path."""

    key = "error.ledger_busy"


class LedgerNewer(UserError):
    """The database was written by a newer langtutor. Fields: path."""

    key = "error.ledger_newer"


class LedgerDamaged(UserError):
    """Not a langtutor ledger, or no longer readable; it is left as it is. Fields: path, backups (a folder), detail."""

    key = "error.ledger_damaged"


class NothingToPractise(UserError):
    """No sentence is left that the answer mode allows. No fields."""

    key = "error.nothing_to_practise"


class NothingToHear(UserError):
    """There are no pairs of words for these sounds, or for any of this language. No fields."""

    key = "error.nothing_to_hear"


class BadContent(UserError):
    """A file of resources/ or a user's file does not follow its format. Fields: file, detail."""

    key = "error.bad_content"


class FileUnreadable(UserError):
    """Fields: path, detail."""

    key = "error.file_unreadable"


class FileUnwritable(UserError):
    """Fields: path, detail."""

    key = "error.file_unwritable"


class NothingToKeep(UserError):
    """A card needs a text in the learned language and its meaning. No fields."""

    key = "error.nothing_to_keep"


class NoSuchCard(UserError):
    """It was removed, or merged into another. No fields."""

    key = "error.no_such_card"


class BadSearch(UserError):
    """Fields: part (of what was searched for, not understood)."""

    key = "error.bad_search"


class TooManyCards(UserError):
    """Fields: path, limit."""

    key = "error.too_many_cards"


class NotATable(UserError):
    """Fields: path."""

    key = "error.not_a_table"


class NoCourse(UserError):
    """Fields: learned, spoken."""

    key = "error.no_course"


class NotAModel(UserError):
    """Nothing there that langtutor knows how to use. Fields: path."""

    key = "error.not_a_model"


class ModelIncomplete(UserError):
    """It looks like a model, but a file is missing. Fields: path, format, missing (a file's name)."""

    key = "error.model_incomplete"


class ModelUnusable(UserError):
    """It is a model of a kind, but damaged or of no use here. Fields: path, format, detail."""

    key = "error.model_unusable"


class LettersNotSounds(UserError):
    """A model of speech that spells what it hears, offered as one that tells sounds apart. Fields: path."""

    key = "error.letters_not_sounds"


class FileCutOff(UserError):
    """A file ends before it should. Fields: file, found (bytes it has), needed (at least, where that is known)."""

    key = "error.file_cut_off"


class PackedModel(UserError):
    """An archive instead of what is in it. Fields: path."""

    key = "error.packed_model"


class SeveralModels(UserError):
    """One at a time can be added. Fields: path, found (their names)."""

    key = "error.several_models"


class NeedsConversion(UserError):
    """A checkpoint as it is trained, not as it is run. Fields: path, command."""

    key = "error.needs_conversion"


class LanguagesNeeded(UserError):
    """The files don't say which languages a model is for. Fields: model, format, example."""

    key = "error.languages_needed"


class BadModelId(UserError):
    """Fields: id."""

    key = "error.bad_model_id"


class ModelIdTaken(UserError):
    """Another model has this id. Fields: id."""

    key = "error.model_id_taken"


class NoLanguageModel(UserError):
    """Only language models can be examined, or find a text likely. Fields: model."""

    key = "error.no_language_model"


class NothingToMeasure(UserError):
    """A file without a single word. Fields: path."""

    key = "error.nothing_to_measure"


class NoCorrectedSentences(UserError):
    """Neither a folder nor a file with learners' sentences and their corrections. Fields: path."""

    key = "error.no_corrected_sentences"


class NoCorrection(UserError):
    """A line that should be a sentence, a tab and its correction. Fields: file, line (from 1)."""

    key = "error.no_correction"


class NoClips(UserError):
    """A folder without recordings and what was asked for in them. Fields: path."""

    key = "error.no_clips"


class NoClip(UserError):
    """Something was asked for, but there is no recording of it. Fields: id, path, table."""

    key = "error.no_clip"


class NoAskedText(UserError):
    """A line that should be a recording's name, a tab and what was asked for. Fields: file, line (from 1)."""

    key = "error.no_asked_text"


class CannotFix(UserError):
    """Put back in place, a .docx would lose how it is laid out. Fields: path."""

    key = "error.cannot_fix"


class UnevenLines(UserError):
    """Two files that must have a line for each other's have not. Fields: file, found, other, wanted."""

    key = "error.uneven_lines"


class NoTranslatedTexts(UserError):
    """Fields: path."""

    key = "error.no_translated_texts"


class UnevenTexts(UserError):
    """A text and its translation haven't as many lines. Fields: file, found, other, wanted."""

    key = "error.uneven_texts"


class NotEnoughMemory(UserError):
    """A language model would make the computer swap, so it isn't loaded. Fields: model, needed, memory (free now; both
    in bytes)."""

    key = "error.not_enough_memory"


class ConvertExtraMissing(UserError):
    """torch and transformers aren't installed. Fields: command."""

    key = "error.convert_extra_missing"


class UnsupportedCheckpoint(UserError):
    """Fields: source, found (its architecture), supported (names of model families)."""

    key = "error.unsupported_checkpoint"


class ConversionFailed(UserError):
    """Fields: source, detail."""

    key = "error.conversion_failed"


class ConversionDisagrees(UserError):
    """A converted model gives other answers than the original. Fields: source, deviation and limit (percent of
    the spread), change and spread (nats a token)."""

    key = "error.conversion_disagrees"


class UnsafeWeights(UserError):
    """Weights that would run a program when they are read. Fields: source."""

    key = "error.unsafe_weights"


class UnknownDocument(UserError):
    """A kind of file that isn't read or written as a text. Fields: path, known (endings)."""

    key = "error.unknown_document"


class DocumentTooLarge(UserError):
    """Fields: path, limit (megabytes)."""

    key = "error.document_too_large"


class DocumentLocked(UserError):
    """Only its password opens it. Fields: path."""

    key = "error.document_locked"


class DocumentDamaged(UserError):
    """It isn't what its name says, or broken. Fields: path, kind (its ending)."""

    key = "error.document_damaged"


class NotText(UserError):
    """A plain text was expected, and something else is in it. Fields: path."""

    key = "error.not_text"
