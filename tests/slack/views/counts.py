"""How the corpora come out as messages: `PYTHONPATH=.:tests python -m slack.views.counts`."""

from pathlib import Path

from assistant.slack.views.block_kit.message import text_size
from assistant.slack.views.quoting.plain_words import is_plain
from assistant.slack.views.reply import reply_message

from .corpora import CORPORA, passages
from .showing import FULL, answer, citation


def main() -> None:
    """Print a line per corpus: passages, sentences, how many show their source, longest message."""
    print("corpus        passages  sentences  as source  longest")
    for corpus in filter(Path.is_dir, CORPORA):
        held = passages(corpus)
        texts = [
            is_plain(one.quote[slice(*(at - one.span[0] for at in said.span))].strip(), said.text)
            for one in held
            for said in one.sentences
        ]
        longest = max(
            text_size(reply_message(answer(citation(one), continued=near), FULL).blocks)
            for at, one in enumerate(held)
            for near in [[citation(next_, row=1) for next_ in held[at + 1 : at + 3]]]
        )
        figures = f"{len(held):8}  {len(texts):9}  {texts.count(False):9}  {longest:7}"
        print(f"{corpus.name:<12}  {figures}")


if __name__ == "__main__":
    main()
