"""An index and its content -> what is damaged in the index, and what changed in the content."""

from dataclasses import dataclass, field
from pathlib import Path

from index_builder.index.changes import Change, compare_passages
from index_builder.index.errors import EncoderError
from index_builder.index.generation import Generation
from index_builder.index.layout import existing_generations, published_names
from index_builder.index.manifest import EncoderReference
from index_builder.models.model_folder import find_model, is_installed
from index_builder.reading.site_options import SiteOptions
from index_builder.verifying.current_content import CurrentContent, read_current_content
from index_builder.verifying.integrity import GenerationIntegrity, check_generation


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyOptions:
    """What to verify: an index, and the content and options it was built with."""

    index: Path
    content: Path | None  # None: only the index
    site: SiteOptions = field(default_factory=SiteOptions)
    encoder: str | None = None  # the model, by name or path, whose weights are checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was found."""

    generations: tuple[GenerationIntegrity, ...]  # all that are published, the current one first
    weights: str | None  # what is wrong with the model's weights
    weights_checked: bool  # False: the model is not on this machine
    present: CurrentContent | None  # None: not asked for, or the current generation is damaged
    changes: tuple[Change, ...]  # from the current generation to the content

    @property
    def is_sound(self) -> bool:
        """Whether all generations and weights are as they were published."""
        return not self.weights and all(generation.is_sound for generation in self.generations)

    @property
    def is_current(self) -> bool:
        """Whether the content is still the one that the current generation was cut from."""
        return not self.shifted and all(change.kind == "unchanged" for change in self.changes)

    @property
    def shifted(self) -> int:
        """How many unchanged passages are at other lines, or have other white space."""
        return sum(
            (change.before.quote, change.before.span) != (change.after.quote, change.after.span)
            for change in self.changes
            if change.kind == "unchanged" and change.before and change.after
        )


def verify(options: VerifyOptions) -> Verification:
    """Check every published generation, and the current one's passages against the content.

    Raises:
        IndexMissing: nothing is published.
        IndexRefused: the pointer is damaged.
        SiteError: the content can't be read.
        EncoderError: the model that was named does not exist.
    """
    generations = _examined_all(options.index)
    current = generations[0].generation
    sound = current if generations[0].is_sound else None
    content, changes = _against_content(options, sound) if sound else (None, ())
    reference = current.manifest.encoder if current else None
    checked, fault = _weights(options.encoder, reference) if reference else (False, None)
    return Verification(
        generations=generations,
        weights=fault,
        weights_checked=checked,
        present=content,
        changes=changes,
    )


def _examined_all(index: Path) -> tuple[GenerationIntegrity, ...]:
    while True:
        names = existing_generations(index)
        checks = tuple(check_generation(index, name) for name in names)
        # A builder may have removed one while it was being read.
        if all(check.is_sound for check in checks) or published_names(index) == names:
            return checks


def _against_content(
    options: VerifyOptions, current: Generation
) -> tuple[CurrentContent | None, tuple[Change, ...]]:
    if options.content is None:
        return None, ()
    content = read_current_content(options.content, current.encoder, options.site)
    return content, tuple(compare_passages(current.passages, content.passages))


def _weights(named: str | None, wanted: EncoderReference) -> tuple[bool, str | None]:
    """Compare the weights of the model on this machine with those the vectors were made with."""
    if named is None and not is_installed(wanted.name):
        return False, None
    try:
        model = find_model(named or wanted.name)
    except EncoderError as error:
        if named:
            raise
        return True, str(error)
    if model.weights_sha256 != wanted.weights_sha256:
        return True, (
            f"the weights in {model.path} have sha256 {model.weights_sha256}, "
            f"the index was made with {wanted.weights_sha256}"
        )
    return True, None
