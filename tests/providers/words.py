"""Sentences that read like a deck, so that what the fakes write can be looked at."""

from __future__ import annotations

TITLES = (
    "Tidal turbines now cost less than diesel on remote islands",
    "Three harbours carry most of the early demand",
    "Maintenance, not steel, decides the price of a turbine",
    "Predictable currents make storage half as large",
    "Permits take longer than building the plant",
    "Local crews cut downtime from weeks to days",
    "Blade coatings doubled the service interval",
    "Grid fees hit small plants hardest",
    "A shared cable pays back within four years",
    "Islands that moved first now sell their surplus",
    "Financing follows measured output, not promises",
    "Two pilot sites are enough to decide in spring",
)
SENTENCES = (
    "The pilot delivered 94 percent of the energy that the current model had predicted.",
    "Diesel deliveries fell from twelve to four a year, which paid for the inverter.",
    "Crews from the harbour can lift a turbine in under three hours at slack water.",
    "The largest risk is the permit, so the application starts before the financing.",
    "Output follows the moon, and that makes a week ahead as certain as tomorrow.",
    "Every harbour keeps one spare rotor, and no harbour keeps more than one.",
    "Insurance became affordable once two winters of data were on the table.",
    "A coating that costs little keeps growth off the blades for eighteen months.",
    "The battery covers slack water only, so it is small and is replaced rarely.",
    "What remains open is who owns the cable when the second plant connects.",
)
POINTS = (
    "Predictable output, hour by hour",
    "Local crews do the lifting",
    "One spare rotor per harbour",
    "Permits first, financing second",
    "Half the storage of a solar plant",
    "Diesel only as a reserve",
    "Coated blades last eighteen months",
    "Shared cable for two plants",
)
LABELS = ("North harbour", "Old quay", "Lighthouse bay", "Ferry sound", "West strait", "Mill creek")
HEADERS = ("Site", "Output (MWh)", "Cost (EUR/kWh)", "Status", "Owner", "Start")
CELLS = (
    ("North harbour", "1,840", "0.14", "running", "municipal", "2023"),
    ("Old quay", "1,210", "0.17", "running", "private", "2024"),
    ("Lighthouse bay", "960", "0.19", "planned", "municipal", "2026"),
    ("Ferry sound", "2,350", "0.12", "permit", "shared", "2027"),
    ("West strait", "1,420", "0.15", "planned", "private", "2027"),
)
WHEN = ("Spring 2025", "Autumn 2025", "Q1 2026", "Q3 2026", "2027", "2028", "2029", "2030")
STATS = ("94%", "€0.14", "3 h", "18 months", "12 → 4")
CATEGORIES = ("2022", "2023", "2024", "2025", "2026", "2027")
PICTURES = (
    "A tidal turbine being lifted at dawn beside a stone quay, wide shot, calm sea, muted blue and amber light",
    "Aerial view of a small island harbour with fishing boats and a cable drum, soft morning haze",
    "Close view of a coated turbine blade with water beads, shallow depth of field, copy space on the left",
)
QUERIES = ("tidal turbine harbour", "island harbour aerial", "turbine blade water")
ALTS = (
    "A turbine hangs from a crane above calm water at dawn",
    "A small harbour seen from the air, boats in a row",
    "Drops of water on a grey turbine blade",
)
QUOTE = "We stopped asking whether the current would come and began to plan by it."
PEOPLE = ("Ingrid Halvorsen", "Mateo Ruiz", "Aoife Brennan")
