"""Text from pages and file names, made safe for a terminal."""

# Characters that would move a terminal's cursor, colour it or reverse its text (ECMA-48's C0
# and C1 controls; Unicode's bidirectional embeddings, overrides and isolates, UAX #9).
_C0 = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_OTHERS = (*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SIGNS = {**_C0, **dict.fromkeys(_OTHERS, 0xFFFD)}
# JSON escapes the C0 controls itself; line separators are added so that one object is one line.
_ESCAPES = {code: f"\\u{code:04x}" for code in (*_OTHERS, 0x2028, 0x2029)}


def printable(text: str) -> str:
    """Return text that can't steer a terminal: symbols in place of controls."""
    return text.translate(_SIGNS)


def printable_json(text: str) -> str:
    """Return JSON of the same value that can't steer a terminal: controls as escapes."""
    return text.translate(_ESCAPES)
