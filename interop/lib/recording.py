"""Recordings: what a phone says, and whether another phone heard it."""

import wave

import numpy

from stage import Failure

RATE = 8000
# What was heard is compared in pieces, since a jitter buffer may drop or stretch a frame between
# them; and what likeness passes. G.711 alone leaves 0.999.
PIECE_SECONDS = 1
PIECES_MIN = 4
ALIKE = 0.95


def speak(path, seed, seconds=14):
    """Writes something with the shape of speech: noise of the telephone band in syllables of
    unequal length and loudness. Another seed is another voice with another text."""
    rng = numpy.random.default_rng(seed)
    count = seconds * RATE
    spectrum = numpy.fft.rfft(rng.standard_normal(count))
    pitch = numpy.fft.rfftfreq(count, 1 / RATE)
    spectrum[(pitch < 300) | (pitch > 3000)] = 0
    sound = numpy.fft.irfft(spectrum, count)
    loudness = numpy.zeros(count)
    at = 0
    while at < count:
        length = int(rng.uniform(0.08, 0.3) * RATE)
        part = loudness[at:at + length]
        part[:] = rng.uniform(0.1, 1.0) * numpy.hanning(length)[:len(part)]
        at += length
    sound = sound * loudness
    _write(path, sound / numpy.abs(sound).max() * 16000)
    return path


def likeness(said, heard):
    """The normalised cross-correlation at the best alignment, piece by piece, of all that was heard
    but for silence; what four pieces in five reach. 1 is the same, near 0 another recording."""
    said, heard = _read(said), _read(heard)
    count = PIECE_SECONDS * RATE
    # A piece may begin before the first word, or end after the last one.
    said = numpy.pad(said, count)
    pieces = [heard[at:at + count] for at in range(0, len(heard) - count + 1, count)]
    power = [float(numpy.sum(piece**2)) for piece in pieces]
    loud = [piece for piece, one in zip(pieces, power) if one > 0.1 * max(power)]
    if len(loud) < PIECES_MIN or len(said) < count:
        return 0.0
    return float(numpy.quantile([_best_match(said, piece) for piece in loud], 0.2))


def _best_match(said, piece):
    """The highest correlation of the piece with any stretch of what was said."""
    count = len(piece)
    size = 1 << (len(said) + count - 1).bit_length()
    product = numpy.fft.rfft(said, size) * numpy.conj(numpy.fft.rfft(piece, size))
    dots = numpy.fft.irfft(product, size)[:len(said) - count + 1]
    energy = numpy.concatenate(([0.0], numpy.cumsum(said**2)))
    norms = numpy.sqrt((energy[count:] - energy[:-count]) * numpy.sum(piece**2))
    return float(numpy.max(dots / numpy.maximum(norms, 1.0)))


def expect_heard(who, said, heard):
    """Fails unless `heard` is what was `said`; returns the likeness."""
    value = likeness(said, heard)
    if value < ALIKE:
        raise Failure(f"{who} heard something else: likeness {value:.3f}, at least {ALIKE} wanted")
    return value


def _read(path):
    try:
        with wave.open(str(path)) as file:
            shape = (file.getframerate(), file.getnchannels(), file.getsampwidth())
            if shape != (RATE, 1, 2):
                raise Failure(f"{path} is not 8 kHz mono 16 bit: {shape}")
            data = file.readframes(file.getnframes())
    except (FileNotFoundError, EOFError, wave.Error) as error:
        raise Failure(f"no recording at {path}: {error}") from None
    return numpy.frombuffer(data, "<i2").astype(float)


def _write(path, samples):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.astype("<i2").tobytes())
