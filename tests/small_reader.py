"""An encoder with a reader, made here: random weights, of the width that the reader has."""

from pathlib import Path
from typing import TYPE_CHECKING

from small_model import save_small_model

if TYPE_CHECKING:
    from index_builder.models.model_folder import ModelFolder
    from index_builder.models.torch_models import TorchEncoder

TOKEN_WIDTH = 16  # numbers of a token's vector
LAYERS = 4  # one more than both share: the smallest model with a layer for each


def save_wide_model(folder: Path, text: str) -> None:
    """Save a small model that a reader can go on from."""
    from index_builder.models.trained.network import HEADS, WIDTH

    save_small_model(folder, text, width=WIDTH, heads=HEADS, layers=LAYERS)


def encoder_with_reader(model: "ModelFolder") -> "TorchEncoder":
    """Give a wide model a reader, and vectors of TOKEN_WIDTH numbers to its tokens.

    The reader's weights are large enough that its logits differ.
    """
    import torch
    from sentence_transformers import SentenceTransformer

    from index_builder.models.onnx_export import load_from_disk, loading
    from index_builder.models.torch_models import with_reader
    from index_builder.models.trained.network import WIDTH

    torch.manual_seed(5)
    weights = {
        "encoder.projection.weight": torch.randn(TOKEN_WIDTH, WIDTH),
        "reader.state_scale": torch.full((WIDTH,), 0.03),
        "reader.segment.weight": torch.randn(2, WIDTH),
        "reader.score.weight": torch.randn(1, WIDTH),
        "reader.token.weight": torch.randn(1, WIDTH),
    }
    with loading("encoder", model):
        held = load_from_disk(SentenceTransformer, model, output_hidden_states=True).eval()
        return with_reader(held, weights)


def export_with_reader(path: Path, encoders: Path) -> None:
    """Export a wide model with its reader to where an index looks for the model's export."""
    from index_builder.models.encoder import export_encoder
    from index_builder.models.model_folder import find_model

    model = find_model(str(path))
    export_encoder(encoder_with_reader(model), model, encoders / model.fingerprint[:16])
