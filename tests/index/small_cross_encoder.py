"""A cross-encoder made here: random weights, the small model's words as vocabulary."""

from pathlib import Path


def save_cross_encoder(folder: Path, bert: Path, *, labels: int = 1, activation: str = "Sigmoid"):
    """Save a cross-encoder of random weights, large enough that its scores differ."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(11)
    config = BertConfig.from_pretrained(bert, num_labels=labels, initializer_range=0.3)
    names = ["input_ids", "token_type_ids", "attention_mask"]
    base = folder.with_name(f"{folder.name}-base")
    BertForSequenceClassification(config).save_pretrained(base)
    PreTrainedTokenizerFast.from_pretrained(bert, model_input_names=names).save_pretrained(base)
    CrossEncoder(
        str(base), device="cpu", activation_fn=getattr(torch.nn, activation)()
    ).save_pretrained(str(folder))
