"""A sentence-transformers model made here: random weights, the words of a text as vocabulary."""

import re
import string
from pathlib import Path


def save_small_model(
    folder: Path, text: str, *, window: int = 200, width: int = 32, heads: int = 2, layers: int = 2
) -> None:
    """Save a small BERT with CLS pooling and prompts for queries and documents."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    bert = folder.with_name(f"{folder.name}-bert")
    save_bert(bert, text, width=width, heads=heads, layers=layers)
    model = SentenceTransformer(
        modules=[Transformer(str(bert), max_seq_length=window), Pooling(width, pooling_mode="cls")],
        prompts={"query": "query: ", "document": "passage: "},
        device="cpu",
    )
    model.save(str(folder))


def save_bert(folder: Path, text: str, *, width: int = 32, heads: int = 2, layers: int = 2) -> None:
    """Save a BERT of random weights with its tokenizer, as transformers does."""
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(7)
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    chars = [*string.ascii_lowercase, *string.digits, *string.punctuation]
    words = sorted(set(re.findall(r"[a-z]{2,}", text.lower())))
    unused = ["[unused0]", "[unused1]"]
    pieces = [*special, *chars, *(f"##{char}" for char in chars), *words, *unused]
    tokenizer = Tokenizer(
        models.WordPiece({piece: at for at, piece in enumerate(pieces)}, unk_token=special[1])
    )
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    named = dict(zip(("pad", "unk", "cls", "sep", "mask"), special, strict=True))
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, **{f"{name}_token": held for name, held in named.items()}
    ).save_pretrained(folder)
    BertModel(
        BertConfig(
            vocab_size=len(pieces),
            hidden_size=width,
            num_hidden_layers=layers,
            num_attention_heads=heads,
            intermediate_size=64,
            max_position_embeddings=256,
        )
    ).save_pretrained(folder)
