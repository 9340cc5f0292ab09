"""English."""

from __future__ import annotations

from .model import Phrases

ENGLISH = Phrases(
    rose="{name} rose {change} from {first} to {last}, to {to}",
    fell="{name} fell {change} from {first} to {last}, to {to}",
    level="{name} held level from {first} to {last} at {to}",
    moved="{name} went from {start} in {first} to {to} in {last}",
    rose_most="{name} rose most: {change} from {first} to {last}",
    fell_most="{name} fell least: {change} from {first} to {last}",
    leads="{cat} lead{s} in {name}: {value}, {change} of the total",
    highest="{cat} {has} the highest {name}, {value}; {low} the lowest, {low_value}",
    top="{cat} {has} the highest {name}: {value}",
    below="{a} {be} below {b} throughout; widest gap: {cat}, {diff}",
    share="{cat} make{s} up {change} of {name}",
    peak="{name} peaked in {cat} at {value}",
    total="{name} adds up to {value}",
    second="{cat} follow{s} with {value}",
    points="points",
    step="The largest step came from {first} to {last}: {change}",
    voice="In the words of {name}",
    by="{measure} by {column}",
    row_label="rows with {columns} columns",
    sum_of="{name} in total",
    mean_of="{name} on average",
    skeleton=(
        (
            "{topic}: why it matters now",
            ("What has changed?", "Who is affected, and how much?", "What if nothing is done?"),
        ),
        (
            "Where things stand today",
            ("What is known, with numbers and their source?", "What works?", "What does not?"),
        ),
        ("What stands behind it", ("Which causes can be shown?", "Which evidence is strongest?", "What is uncertain?")),
        (
            "Which options there are",
            ("What could be done?", "What does each option cost and bring?", "What speaks against it?"),
        ),
        (
            "What we propose",
            ("Which option, and why?", "What has to be true for it to work?", "How will success be measured?"),
        ),
        ("How it would be done", ("Who does what, by when?", "What does it need?", "Which risks are watched?")),
        ("What an example shows", ("Where has it been tried?", "What came of it?", "What can be carried over?")),
        ("What it costs and brings", ("What is spent, and when?", "What comes back?", "How sure are the figures?")),
        ("Who has to be on board", ("Who decides?", "Who carries it out?", "Who has doubts, and which?")),
        ("What could go wrong", ("What is the biggest risk?", "How would we notice early?", "What is plan B?")),
    ),
    skeleton_end=("What should people remember?", "Which decision is needed?", "What happens next, and who does it?"),
    skeleton_subtitle="A skeleton to fill in: writing the content takes a language model",
    skeleton_note="Skeleton slide: no language model wrote it, so only questions stand here. Answer them on this"
    " slide, or set up a model (OPENROUTER_API_KEY or LLM_BASE_URL) and ask again, or give a document to work from.",
)
