"""An answer as JSON: the public contract, version 1 (assistant/README.md, "The JSON contract")."""

import json

from assistant.answer import Answer
from assistant.answering.citation import Citation
from index_builder.index.generation import Generation
from index_builder.index.printable import printable_json

SCHEMA = 1


def answer_json(answer: Answer, generation: Generation, elapsed_ms: float) -> str:
    """Return one line of JSON; asked again, only `elapsed_ms` differs.

    Line separators and control characters are escaped, so that every reader sees one line.
    """
    confidence = answer.confidence
    line = json.dumps(
        {
            "schema": SCHEMA,
            "question": answer.question,
            "answered": answer.answered,
            "reason": answer.reason,
            "citations": [citation(rank, cited) for rank, cited in enumerate(answer.citations, 1)],
            "index": {
                "generation": generation.name,
                "encoder": generation.manifest.encoder.name,
                "commit": generation.manifest.commit,
            },
            "elapsed_ms": round(elapsed_ms, 1),
            "searched": answer.searched,
            "earlier": list(answer.earlier),
            "sure": answer.sure,
            "probability": round(confidence.probability, 4) if confidence else None,
            "continued": [citation(rank, cited) for rank, cited in enumerate(answer.continued, 1)],
            "contact": citation(1, answer.contact) if answer.contact else None,
            "missing": list(answer.missing),
        },
        ensure_ascii=False,
    )
    return printable_json(line)


def citation(rank: int, cited: Citation) -> dict[str, object]:
    """Return a citation as the contract has it."""
    passage = cited.passage
    return {
        "rank": rank,
        "passage_id": passage.id,
        "path": passage.path,
        "lines": list(passage.lines),
        "page_title": passage.page_title,
        "headings": list(passage.headings),
        "anchor": passage.anchor,
        "url": passage.url,
        "quote": passage.quote,
        "text": passage.text,
        "score": round(cited.hit.score, 6),
        "link": cited.link,
        "marks": [
            {"lines": list(cited.marked_lines(sentence)), "quote": cited.marked_quote(sentence)}
            for sentence in cited.marks
        ],
        "above": [{"lines": list(one.lines), "quote": one.quote} for one in cited.above],
    }
