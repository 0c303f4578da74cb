"""An answer as JSON: the public contract, version 1 (README, "The JSON contract")."""

import json

from assistant.answer import Answer
from assistant.retrieval import Hit
from index_builder.generation import Generation
from index_builder.printable import printable_json

SCHEMA = 1


def answer_json(answer: Answer, generation: Generation, elapsed_ms: float) -> str:
    """Return one line of JSON; `elapsed_ms` alone differs between two askings."""
    held = json.dumps(
        {
            "schema": SCHEMA,
            "question": answer.question,
            "answered": answer.answered,
            "reason": answer.reason,
            "citations": [citation(hit) for hit in answer.citations],
            "index": {
                "generation": generation.name,
                "encoder": generation.manifest.encoder.name,
                "commit": generation.manifest.commit,
            },
            "elapsed_ms": round(elapsed_ms, 1),
        },
        ensure_ascii=False,
    )
    return printable_json(held)


def citation(hit: Hit) -> dict[str, object]:
    """Return a citation as the contract has it."""
    passage = hit.passage
    return {
        "rank": hit.rank,
        "passage_id": passage.id,
        "path": passage.path,
        "lines": list(passage.lines),
        "page_title": passage.page_title,
        "headings": list(passage.headings),
        "anchor": passage.anchor,
        "url": passage.url,
        "quote": passage.quote,
        "text": passage.text,
        "score": round(hit.score, 6),
    }
