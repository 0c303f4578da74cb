"""A torch model -> a folder of ONNX graph, weights, tokenizer and description.

What the exports of the encoder and of the reranker share.
"""

import logging
import os
import shutil
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from tokenizers import Tokenizer

from index_builder.index.checksum import file_sha256
from index_builder.index.errors import EncoderError, IndexRefused
from index_builder.index.exported_model import (
    FEATURES,
    TOKENIZER,
    WEIGHTS_SUFFIX,
    ExportedModel,
    sealed,
)
from index_builder.index.exported_reader import READER_INPUTS, READER_OUTPUTS
from index_builder.models.model_folder import ModelFolder
from index_builder.storage.durable import draft_of, publish_folder, sync_file, write_bytes

if TYPE_CHECKING:
    import torch

Exported = TypeVar("Exported", bound=ExportedModel)
Loaded = TypeVar("Loaded")


@contextmanager
def loading(kind: str, model: ModelFolder) -> Iterator[None]:
    """Set up torch and transformers to load a model in the block; `kind` names it in messages.

    Raises:
        EncoderError: the block can't load it.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    with quiet():
        import torch
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        # How threads share out a sum of floats changes its last bits: with one thread, the same
        # content gives the same bytes on any number of cores.
        torch.set_num_threads(1)
        try:
            yield
        except (OSError, ValueError, KeyError, TypeError, ImportError) as error:
            raise EncoderError(
                f"{kind} {model.name}: sentence-transformers can't load {model.path}: "
                f"{str(error).partition(chr(10))[0]}"
            ) from error


def load_from_disk(make: Callable[..., Loaded], model: ModelFolder, **config: object) -> Loaded:
    """Load a model by its class in sentence-transformers, without network, pickle or foreign code.

    Call it within `loading`; `config` goes into transformers' configuration.
    """
    return make(
        str(model.path),
        device="cpu",
        local_files_only=True,
        trust_remote_code=False,
        model_kwargs={"use_safetensors": True},
        config_kwargs=config,
    )


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """Yield an empty folder; when the block ends, it is renamed to `target` and replaces it.

    If the block raises, the folder is removed and `target` stays as it was.
    """
    draft = draft_of(target)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        yield draft
        publish_folder(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def tensors(features: "Mapping[str, object]") -> "dict[str, torch.Tensor]":
    """Return those features of texts that a model reads: the tensors."""
    import torch

    return {name: value for name, value in features.items() if isinstance(value, torch.Tensor)}


def export_graph(
    module: "torch.nn.Module",
    features: "Mapping[str, torch.Tensor]",
    outputs: Sequence[str],
    target: Path,
) -> None:
    """Export a module that takes `features` in their order, shape (texts, tokens) each.

    Its weights go into a file beside the graph, which the read side maps into memory.

    Raises:
        EncoderError: torch can't export it, or it has an input that the read side does not know.
    """
    import torch

    if unknown := sorted(features.keys() - FEATURES.keys()):
        raise EncoderError(
            f"{target.name}: the model reads {', '.join(unknown)}, the export knows only "
            f"{', '.join(FEATURES)}; choose another model"
        )
    free = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    shapes = (tuple(free for _ in features),)
    program = _export(module, tuple(features.values()), list(features), outputs, shapes, target)
    program.save(str(target), external_data=True)
    for name in (target.name, target.name + WEIGHTS_SUFFIX):
        sync_file(target.with_name(name))


def export_reader(reader: "torch.nn.Module", dimension: int, target: Path) -> None:
    """Export a module that takes the states of one question and one passage.

    `dimension` is the length of a state. Weights are kept in eight bits, which halves the time of
    reading and moves logits by about a tenth (DECISIONS.md, "The reader's weights have eight
    bits").

    Raises:
        EncoderError: torch can't export it.
    """
    import torch

    free = {1: torch.export.Dim.DYNAMIC}
    states = tuple(torch.ones(1, length, dimension, dtype=torch.int8) for length in (7, 50))
    program = _export(reader, states, READER_INPUTS, READER_OUTPUTS, (free, free), target)
    program.save(str(target), external_data=False)
    _quantize(target)


def _quantize(graph: Path) -> None:
    """Replace a graph's matrices with ones of eight bits; activations are scaled when it runs."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = onnx.load(graph)
    del model.graph.value_info[:]  # the exporter's shapes are not always what onnx infers
    with quiet():
        quantize_dynamic(
            model,
            graph,
            weight_type=QuantType.QInt8,
            per_channel=True,
            # Seven bits of the eight: on processors without VNNI, two products of eight bits
            # overflow sixteen, and a logit would depend on the processor.
            reduce_range=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    sync_file(graph)


def _export(
    module: "torch.nn.Module",
    samples: "tuple[torch.Tensor, ...]",
    inputs: Sequence[str],
    outputs: Sequence[str],
    shapes: tuple[object, ...],
    target: Path,
) -> "torch.onnx.ONNXProgram":
    import torch

    try:
        with quiet():
            exported = torch.onnx.export(
                module.eval(),
                samples,
                input_names=list(inputs),
                output_names=list(outputs),
                dynamic_shapes=shapes,
                dynamo=True,
                verbose=False,
            )
    except torch.onnx.OnnxExporterError as error:
        raise EncoderError(
            f"{target.name}: torch can't export the model "
            f"({str(error).partition(chr(10))[0]}); choose another"
        ) from error
    program = cast("torch.onnx.ONNXProgram", exported)  # returned because no file is named
    # The exporter records with each node where its code lies on this machine.
    for node in program.model.graph.all_nodes():
        node.metadata_props.clear()
    return program


def export_tokenizer(tokenizer: object, name: str, target: Path) -> None:
    """Write a transformers tokenizer as tokenizer.json; `name` is the model's.

    Raises:
        EncoderError: it is not a fast tokenizer, but one written in Python.
    """
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise EncoderError(
            f"model {name}: it has no fast tokenizer, which the read side needs; "
            "choose a model with a tokenizer.json"
        )
    # Some files have truncation and padding set; counting needs neither.
    bare = Tokenizer.from_str(backend.to_str())
    bare.no_truncation()
    bare.no_padding()
    write_bytes(target, bare.to_str().encode())


def write_description(
    description: Path, files: Sequence[str], fields: Mapping[str, object]
) -> None:
    """Write the description beside the files and the tokenizer that it describes."""
    digests = {name: file_sha256(description.with_name(name)) for name in (*files, TOKENIZER)}
    write_bytes(description, sealed({**fields, "files": digests}))


def description_fields(
    model: ModelFolder, window: int | None, inputs: Iterable[str]
) -> dict[str, object]:
    """Return the fields that all descriptions have; see `ExportedModel`.

    Raises:
        EncoderError: the window is unknown.
    """
    if not window:
        raise EncoderError(f"model {model.name}: it does not say how many tokens it reads")
    return {
        "weights_sha256": model.weights_sha256,
        "fingerprint": model.fingerprint,
        "window": window,
        "inputs": list(inputs),
    }


def export_once(read: Callable[[], Exported], export: Callable[[], None]) -> Exported:
    """Return the export that `read` opens; make it first if it is missing or damaged."""
    try:
        exported = read()
        exported.check()
    except IndexRefused:
        export()
        exported = read()
    return exported


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the libraries' own messages off the user's screen."""
    before, handlers = logging.root.manager.disable, list(logging.root.handlers)
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
        logging.root.handlers[:] = handlers  # logging.warning() adds one if there is none
