"""How evidence becomes a probability, fitted to a playbook's own judged questions.

    INDEX/calibration.json

It lies beside the generations, so a rebuild keeps it. It applies only to the models it was fitted
to. The evidence is the reranker's logit, else the reader's, else the similarity of words.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from index_builder.index.errors import IndexRefused
from index_builder.index.manifest import (
    PUBLISHED_WEIGHTS,
    EncoderReference,
    Manifest,
    RerankerReference,
)

CALIBRATION_FILE = "calibration.json"
FORMAT = 1
_CALIBRATE = "run `playbook eval --calibrate QUESTIONS`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """probability = 1 / (1 + exp(-slope * (evidence - middle))), for two particular models."""

    encoder: str  # fingerprint
    reranker: str | None  # fingerprint
    slope: float  # above 0
    middle: float  # the evidence at which the probability is one half
    answerable: int  # number of questions it was fitted to, of each kind
    unanswerable: int
    figures: Mapping[str, float]  # by cross-validation

    def belongs_to(self, encoder: EncoderReference, reranker: RerankerReference | None) -> bool:
        """Return whether it was fitted to these models."""
        its_reranker = reranker.fingerprint if reranker else None
        return (self.encoder, self.reranker) == (encoder.fingerprint, its_reranker)

    def to_bytes(self) -> bytes:
        """Return it as JSON, the same bytes for the same values."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=2).encode() + b"\n"


def read_calibration(index: Path) -> Calibration | None:
    """Read the calibration of an index; None if there is none.

    Raises:
        IndexRefused: it can't be read, or is of another version.
    """
    path = index / CALIBRATION_FILE
    try:
        fields = json.loads(path.read_bytes())
        if fields["format"] != FORMAT:
            raise ValueError(f"format {fields['format']} found, {FORMAT} wanted")
        return _checked(
            Calibration(
                encoder=str(fields["encoder"]),
                reranker=None if fields["reranker"] is None else str(fields["reranker"]),
                slope=float(fields["slope"]),
                middle=float(fields["middle"]),
                answerable=int(fields["answerable"]),
                unanswerable=int(fields["unanswerable"]),
                figures={str(name): float(value) for name, value in fields["figures"].items()},
            )
        )
    except FileNotFoundError:
        return None
    except OSError as error:
        raise IndexRefused(f"{path}: {error.strerror}; check its permissions") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IndexRefused(
            f"{path} can't be read ({error}); remove it, or {_CALIBRATE} after that"
        ) from error


def _checked(calibration: Calibration) -> Calibration:
    if not (0 < calibration.slope < math.inf and math.isfinite(calibration.middle)):
        raise ValueError(
            f"slope {calibration.slope} and middle {calibration.middle} found, numbers wanted"
        )
    return calibration


def matching_calibration(index: Path, manifest: Manifest) -> Calibration | None:
    """Return the calibration that belongs to a generation's models, if there is one.

    Raises:
        IndexRefused: it can't be read.
    """
    calibration = read_calibration(index)
    return (
        calibration
        if calibration and calibration.belongs_to(manifest.encoder, manifest.reranker)
        else None
    )


def calibration_advice(manifest: Manifest, calibration: Calibration | None) -> str | None:
    """Return what to do if probabilities come from constants fitted to other models, else None."""
    encoder, reranker = manifest.encoder, manifest.reranker
    # Two encoders need no calibration: the shipped one, the only one with states for a reader, and
    # the published one, to which the assistant's constants for likeness were fitted.
    shipped = encoder.state_dimension > 0 or encoder.weights_sha256 == PUBLISHED_WEIGHTS
    if calibration or (shipped and reranker is None):
        return None
    name = f"{encoder.name} with {reranker.name}" if reranker else encoder.name
    return f"not calibrated for {name}: {_CALIBRATE}"
