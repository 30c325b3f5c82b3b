"""What can be the matter with a microphone or a speaker."""

from __future__ import annotations

from langtutor.core.errors import NoSpeech, UserError


class NoMicrophone(UserError):
    """It can't be used. Fields: detail (what the sound system says, in English)."""

    key = "error.no_microphone"


class NoSpeaker(UserError):
    """Playback is not possible. Fields: detail (what the sound system says, in English)."""

    key = "error.no_speaker"


class NoSoundLibrary(NoMicrophone, NoSpeaker):
    """PortAudio isn't installed (Debian: libportaudio2). No fields."""

    key = "error.no_sound_library"


class NoMicrophoneFound(NoMicrophone):
    """This computer has none. No fields."""

    key = "error.no_microphone_found"


class NoSpeakerFound(NoSpeaker):
    """This computer has none. No fields."""

    key = "error.no_speaker_found"


class MicrophoneUnplugged(NoMicrophone):
    """The chosen microphone isn't there, or went away while it was used. Fields: device."""

    key = "error.microphone_unplugged"


class MicrophoneBusy(NoMicrophone):
    """Another program holds it alone. Fields: device."""

    key = "error.microphone_busy"


class MicrophoneForbidden(NoMicrophone):
    """The system doesn't let this program use it. No fields."""

    key = "error.microphone_forbidden"


class MicrophoneMuted(NoSpeech):
    """It runs, and all that comes is digital silence. Fields: device."""

    key = "error.microphone_muted"


class MicrophoneSilent(NoMicrophone):
    """The microphone opened but gave no samples at all. Fields: device."""

    key = "error.microphone_silent"


class SpeakerUnplugged(NoSpeaker):
    """The chosen speaker isn't there. Fields: device."""

    key = "error.speaker_unplugged"
