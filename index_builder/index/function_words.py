"""The closed classes of English words: those that name no subject in any playbook.

Contract of both sides: the builder learns acronyms and names with them, and the assistant reads
questions with them. A playbook in another language needs other lists here and in
`assistant/english`. Everything is in lower case, with straight apostrophes.
"""

# Articles, pronouns, prepositions, conjunctions, auxiliaries, question words: the closed classes.
ARTICLES = frozenset("a an the some any each every all no such".split())
PRONOUNS = frozenset(
    """
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his
    himself she her hers herself it its itself they them their theirs themselves this that these
    those one ones someone somebody anyone anybody everyone everybody nobody none others
    """.split()
)
PREPOSITIONS = frozenset(
    """
    about above across after against along among around as at before behind below beside besides
    between beyond by during except for from in inside into like near of off on onto out outside
    over per regarding since than through to toward towards under until up upon via with within
    without
    """.split()
)
CONJUNCTIONS = frozenset(
    """
    and or but nor so yet if then else because although though while whereas unless whether
    """.split()
)
AUXILIARIES = frozenset(
    """
    am is are was were be been being do does did done doing has have had having can could may might
    must shall should will would ought isn't aren't wasn't weren't don't doesn't didn't hasn't
    haven't hadn't can't cannot couldn't mustn't shouldn't won't wouldn't i'm i've i'd i'll we're
    we've we'd we'll you're you've you'd you'll he's she's it's they're they've that's there's
    here's let's not
    """.split()
)
# Denials are often typed without the apostrophe; other contractions would become words: "id".
AUXILIARIES |= {word.replace("'", "") for word in AUXILIARIES if word.endswith("n't")}
QUESTION_WORDS = frozenset(
    """
    what which who whom whose when where why how what's who's where's how's when's why's whats
    """.split()
)
# Adverbs and measures that name no subject: "how much?", "and then?", "more".
DEGREES = frozenset(
    """
    also again already always else even ever exactly further here instead just long many more most
    much never now often only other another please quite really same soon still there too very well
    far first second third last next few less least lot lots little bit both either neither own
    actually basically maybe perhaps anyway anyways okay ok yes
    """.split()
)
FUNCTION_WORDS = (
    ARTICLES | PRONOUNS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | QUESTION_WORDS | DEGREES
)
